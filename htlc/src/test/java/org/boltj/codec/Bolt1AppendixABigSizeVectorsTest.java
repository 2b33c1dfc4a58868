package org.boltj.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Bolt1AppendixABigSizeVectorsTest {
  static Stream<JsonNode> valid() {
    return VectorFile.vectors("bolt1-bigsize.json").filter(v -> v.has("value"));
  }

  static Stream<JsonNode> invalid() {
    return VectorFile.vectors("bolt1-bigsize.json").filter(v -> v.has("fault"));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void decodes(JsonNode vector) throws DecodeException {
    WireReader in = new WireReader(VectorFile.hex(vector, "encoded"));
    assertThat(Long.toUnsignedString(in.bigSize())).isEqualTo(vector.get("value").asText());
    in.end();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void encodes(JsonNode vector) {
    long value = Long.parseUnsignedLong(vector.get("value").asText());
    Bytes encoded = new WireWriter().bigSize(value).toBytes();
    assertThat(encoded).isEqualTo(VectorFile.hex(vector, "encoded"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(JsonNode vector) {
    WireReader in = new WireReader(VectorFile.hex(vector, "encoded"));
    assertThatThrownBy(in::bigSize)
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(vector.get("fault").asText());
  }
}
