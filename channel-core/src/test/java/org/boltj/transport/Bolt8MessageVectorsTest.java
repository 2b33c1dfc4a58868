package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys rotate between messages 499 and 500, and between 999 and 1000. */
@Tag("vectors")
class Bolt8MessageVectorsTest {
  private static final JsonNode FILE = read();

  private static JsonNode read() {
    try (InputStream in =
        Bolt8MessageVectorsTest.class.getResourceAsStream("/vectors/bolt8-messages.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> vectors() {
    return StreamSupport.stream(FILE.get("vectors").spliterator(), false);
  }

  private static CipherState start() {
    return CipherState.start(hex("sending_key"), hex("chaining_key"));
  }

  private static Bytes hex(String field) {
    return Bytes.fromHex(FILE.get(field).asText());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encrypts(JsonNode vector) {
    CipherState cipher = start();
    for (int i = 0; i < vector.get("message").asInt(); i++) {
      cipher = cipher.encrypt(hex("plaintext")).next();
    }
    assertThat(cipher.encrypt(hex("plaintext")).frame().toHex())
        .isEqualTo(vector.get("frame").asText());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void decrypts(JsonNode vector) throws DecodeException {
    CipherState cipher = start();
    for (int i = 0; i < vector.get("message").asInt(); i++) {
      cipher = cipher.encrypt(hex("plaintext")).next();
    }
    Bytes frame = Bytes.fromHex(vector.get("frame").asText());
    CipherState.Length length = cipher.decryptLength(frame.slice(0, CipherState.HEADER_SIZE));
    assertThat(length.size()).isEqualTo(5);
    Bytes body = frame.slice(CipherState.HEADER_SIZE);
    assertThat(length.next().decryptMessage(body).message()).isEqualTo(hex("plaintext"));
  }
}
