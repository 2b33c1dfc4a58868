package org.boltj.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Bolt1AppendixDSignedIntegersVectorsTest {
  static Stream<JsonNode> vectors() {
    return VectorFile.vectors("bolt1-signed-integers.json");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void decodes(JsonNode vector) throws DecodeException {
    Bytes encoded = VectorFile.hex(vector, "encoded");
    WireReader in = new WireReader(encoded);
    long value =
        switch (encoded.size()) {
          case 1 -> in.s8();
          case 2 -> in.s16();
          case 4 -> in.s32();
          default -> in.s64();
        };
    in.end();
    assertThat(value).isEqualTo(vector.get("value").asLong());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encodes(JsonNode vector) {
    Bytes encoded = VectorFile.hex(vector, "encoded");
    long value = vector.get("value").asLong();
    WireWriter out = new WireWriter();
    switch (encoded.size()) {
      case 1 -> out.s8((int) value);
      case 2 -> out.s16((int) value);
      case 4 -> out.s32((int) value);
      default -> out.s64(value);
    }
    assertThat(out.toBytes()).isEqualTo(encoded);
  }
}
