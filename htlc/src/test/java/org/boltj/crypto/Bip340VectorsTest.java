package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.Signature;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Bip340VectorsTest {
  static Stream<JsonNode> vectors() {
    return VectorFile.vectors("bip340.json");
  }

  static Stream<JsonNode> signing() {
    return vectors().filter(v -> v.has("secret_key"));
  }

  static Stream<JsonNode> signingWithoutAux() {
    return signing().filter(v -> VectorFile.hex(v, "aux").equals(Bytes.zeros(32)));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void verifies(JsonNode vector) {
    Signature signature = new Signature(VectorFile.hex(vector, "signature"));
    Bytes message = VectorFile.hex(vector, "message");
    Bytes key = VectorFile.hex(vector, "public_key");
    assertThat(Secp256k1.get().verifySchnorr(signature, message, key))
        .isEqualTo(vector.get("right").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("signingWithoutAux")
  void signs(JsonNode vector) {
    PrivateKey key = new PrivateKey(VectorFile.hex(vector, "secret_key"));
    Signature signature = Secp256k1.get().signSchnorr(VectorFile.hex(vector, "message"), key);
    assertThat(signature.value()).isEqualTo(VectorFile.hex(vector, "signature"));
  }

  @ParameterizedTest
  @MethodSource("signing")
  void signsInJavaWithAux(JsonNode vector) {
    Signature signature =
        Schnorr.sign(
            VectorFile.hex(vector, "message"),
            Curve.number(VectorFile.hex(vector, "secret_key")),
            VectorFile.hex(vector, "aux"));
    assertThat(signature.value()).isEqualTo(VectorFile.hex(vector, "signature"));
  }
}
