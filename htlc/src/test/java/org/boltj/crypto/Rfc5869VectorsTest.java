package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Rfc5869VectorsTest {
  static Stream<JsonNode> vectors() {
    return VectorFile.vectors("rfc5869-sha256.json");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derives(JsonNode vector) {
    Bytes salt = VectorFile.hex(vector, "salt");
    Bytes keyMaterial = VectorFile.hex(vector, "key_material");
    Bytes output = VectorFile.hex(vector, "output");
    assertThat(Hkdf.extract(salt, keyMaterial))
        .isEqualTo(VectorFile.hex(vector, "pseudorandom_key"));
    assertThat(Hkdf.derive(salt, keyMaterial, VectorFile.hex(vector, "info"), output.size()))
        .isEqualTo(output);
  }

  @Test
  void givesAtMost255Blocks() {
    assertThat(Hkdf.derive(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, 8160).size()).isEqualTo(8160);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hkdf.derive(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, 8161));
  }
}
