package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Rfc8439VectorsTest {
  static Stream<JsonNode> stream() {
    return VectorFile.vectors("rfc8439.json").filter(v -> v.has("first_block"));
  }

  static Stream<JsonNode> authenticated() {
    return VectorFile.vectors("rfc8439.json").filter(v -> v.has("associated_data"));
  }

  @ParameterizedTest
  @MethodSource("stream")
  void encrypts(JsonNode vector) {
    Bytes key = VectorFile.hex(vector, "key");
    Bytes nonce = VectorFile.hex(vector, "nonce");
    int firstBlock = vector.get("first_block").asInt();
    assertThat(ChaCha20.xor(key, nonce, firstBlock, VectorFile.hex(vector, "plaintext")))
        .isEqualTo(VectorFile.hex(vector, "ciphertext"));
  }

  @ParameterizedTest
  @MethodSource("authenticated")
  void sealsAndOpens(JsonNode vector) {
    Bytes key = VectorFile.hex(vector, "key");
    Bytes nonce = VectorFile.hex(vector, "nonce");
    Bytes associatedData = VectorFile.hex(vector, "associated_data");
    Bytes plaintext = VectorFile.hex(vector, "plaintext");
    Bytes ciphertext = VectorFile.hex(vector, "ciphertext");
    assertThat(ChaCha20Poly1305.seal(key, nonce, associatedData, plaintext)).isEqualTo(ciphertext);
    assertThat(ChaCha20Poly1305.open(key, nonce, associatedData, ciphertext)).contains(plaintext);
    assertThat(ChaCha20Poly1305.open(key, nonce, Bytes.EMPTY, ciphertext)).isEmpty();
  }
}
