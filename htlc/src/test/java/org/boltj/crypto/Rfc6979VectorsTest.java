package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.Signature;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Rfc6979VectorsTest {
  static Stream<JsonNode> vectors() {
    return VectorFile.vectors("rfc6979-secp256k1.json");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signs(JsonNode vector) {
    byte[] message = vector.get("message").asText().getBytes(StandardCharsets.UTF_8);
    PrivateKey key = new PrivateKey(VectorFile.hex(vector, "key"));
    Signature signature = Secp256k1.get().sign(Hash.sha256(Bytes.wrap(message)), key);
    assertThat(signature.value()).isEqualTo(VectorFile.hex(vector, "signature"));
  }
}
