package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Bolt8HandshakeVectorsTest {
  /** The error names of the specification, and what our errors say. */
  private static final Map<String, String> FAULTS =
      Map.ofEntries(
          Map.entry("ACT1_READ_FAILED", "act one has 49 bytes"),
          Map.entry("ACT1_BAD_VERSION", "act one has the unknown version 1"),
          Map.entry("ACT1_BAD_PUBKEY", "act one holds a public key that is not valid"),
          Map.entry("ACT1_BAD_TAG", "act one has a wrong tag"),
          Map.entry("ACT2_READ_FAILED", "act two has 49 bytes"),
          Map.entry("ACT2_BAD_VERSION", "act two has the unknown version 1"),
          Map.entry("ACT2_BAD_PUBKEY", "act two holds a public key that is not valid"),
          Map.entry("ACT2_BAD_TAG", "act two has a wrong tag"),
          Map.entry("ACT3_READ_FAILED", "act three has 65 bytes"),
          Map.entry("ACT3_BAD_VERSION", "act three has the unknown version 1"),
          Map.entry("ACT3_BAD_CIPHERTEXT", "the key in act three has a wrong tag"),
          Map.entry("ACT3_BAD_PUBKEY", "act three holds a public key that is not valid"),
          Map.entry("ACT3_BAD_TAG", "act three has a wrong tag"));

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream in =
        Bolt8HandshakeVectorsTest.class.getResourceAsStream("/vectors/bolt8-handshake.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      return StreamSupport.stream(root.get("vectors").spliterator(), false);
    }
  }

  static Stream<JsonNode> successes() throws IOException {
    return vectors().filter(v -> !v.has("fault"));
  }

  static Stream<JsonNode> failures() throws IOException {
    return vectors().filter(v -> v.has("fault"));
  }

  @ParameterizedTest
  @MethodSource("successes")
  void leadsToTheKeys(JsonNode vector) throws DecodeException {
    Session session = run(vector);
    Bytes hello = Bytes.fromHex("68656c6c6f");
    assertThat(session.sending().encrypt(hello).frame())
        .isEqualTo(cipher(vector, "sending_key").encrypt(hello).frame());
    assertThat(session.receiving().encrypt(hello).frame())
        .isEqualTo(cipher(vector, "receiving_key").encrypt(hello).frame());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void refuses(JsonNode vector) {
    assertThatThrownBy(() -> run(vector))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith(FAULTS.get(vector.get("fault").asText()));
  }

  private static CipherState cipher(JsonNode vector, String field) {
    return CipherState.start(Bytes.fromHex(vector.get(field).asText()), Bytes.zeros(32));
  }

  /** Plays the acts, checks what is to be sent, and gives the session in the end. */
  private static Session run(JsonNode vector) throws DecodeException {
    NodeSigner local = new InMemoryNodeSigner(PrivateKey.fromHex(local(vector)));
    PrivateKey ephemeral = PrivateKey.fromHex(vector.get("ephemeral").asText());
    Handshake handshake;
    Bytes toSend = Bytes.EMPTY;
    if (vector.get("role").asText().equals("initiator")) {
      PublicKey remote = PublicKey.fromHex(vector.get("remote_key").asText());
      Handshake.Continue started = Handshake.initiate(local, remote, ephemeral);
      toSend = started.send();
      handshake = started.next();
    } else {
      handshake = Handshake.respond(local, ephemeral);
    }
    Session session = null;
    for (JsonNode act : vector.get("acts")) {
      if (act.has("send")) {
        assertThat(toSend.toHex()).isEqualTo(act.get("send").asText());
      } else {
        Handshake.Progress progress = handshake.receive(Bytes.fromHex(act.get("receive").asText()));
        toSend = progress.send();
        switch (progress) {
          case Handshake.Continue more -> handshake = more.next();
          case Handshake.Done done -> session = done.session();
        }
      }
    }
    assertThat(session).isNotNull();
    return session;
  }

  private static String local(JsonNode vector) {
    return vector.get("local_key").asText();
  }
}
