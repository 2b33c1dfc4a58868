package org.boltj.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("vectors")
class Bolt1AppendixBTlvVectorsTest {
  static Stream<JsonNode> valid() {
    return VectorFile.vectors("bolt1-tlv.json").filter(v -> v.has("values"));
  }

  static Stream<JsonNode> invalid() {
    return VectorFile.vectors("bolt1-tlv.json").filter(v -> v.has("fault"));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void decodes(JsonNode vector) throws DecodeException {
    Map<String, String> expected = new LinkedHashMap<>();
    vector.get("values").properties().forEach(e -> expected.put(e.getKey(), e.getValue().asText()));
    assertThat(decode(vector)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void encodesBackToTheSameBytes(JsonNode vector) throws DecodeException {
    Bytes wire = VectorFile.hex(vector, "stream");
    TlvStream stream = TlvStream.read(new WireReader(wire), known(vector));
    assertThat(new WireWriter().tlvs(stream).toBytes()).isEqualTo(wire);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(JsonNode vector) {
    assertThatThrownBy(() -> decode(vector)).isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesBehindAValidStream(JsonNode vector) {
    for (JsonNode before : valid().filter(v -> sameNamespace(v, vector)).toList()) {
      Bytes joined =
          Bytes.concat(VectorFile.hex(before, "stream"), VectorFile.hex(vector, "stream"));
      assertThatThrownBy(() -> decode(vector.get("namespace").asText(), joined))
          .isInstanceOf(DecodeException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void decodesInFrontOfAHigherType(JsonNode vector) throws DecodeException {
    for (JsonNode after : valid().filter(v -> sameNamespace(v, vector)).toList()) {
      if (Long.compareUnsigned(lastType(vector), lastType(after)) < 0) {
        Bytes joined =
            Bytes.concat(VectorFile.hex(vector, "stream"), VectorFile.hex(after, "stream"));
        Map<String, String> both = new LinkedHashMap<>(decode(vector));
        both.putAll(decode(after));
        assertThat(decode(vector.get("namespace").asText(), joined)).isEqualTo(both);
      }
    }
  }

  private static boolean sameNamespace(JsonNode a, JsonNode b) {
    return a.get("namespace").equals(b.get("namespace"));
  }

  private static long lastType(JsonNode vector) throws DecodeException {
    List<TlvRecord> records =
        TlvStream.read(new WireReader(VectorFile.hex(vector, "stream")), known(vector)).records();
    return records.isEmpty() ? 0 : records.get(records.size() - 1).type();
  }

  private static Set<Long> known(JsonNode vector) {
    return known(vector.get("namespace").asText());
  }

  private static Set<Long> known(String namespace) {
    return namespace.equals("n1") ? Set.of(1L, 2L, 3L, 254L) : Set.of(0L, 11L);
  }

  private static Map<String, String> decode(JsonNode vector) throws DecodeException {
    return decode(vector.get("namespace").asText(), VectorFile.hex(vector, "stream"));
  }

  private static Map<String, String> decode(String namespace, Bytes wire) throws DecodeException {
    Map<String, String> values = new LinkedHashMap<>();
    for (TlvRecord record : TlvStream.read(new WireReader(wire), known(namespace)).records()) {
      WireReader in = new WireReader(record.value());
      if (namespace.equals("n1")) {
        decodeN1(record.type(), in, values);
      } else {
        decodeN2(record.type(), in, values);
      }
      if (known(namespace).contains(record.type())) {
        in.end();
      }
    }
    return values;
  }

  private static void decodeN1(long type, WireReader in, Map<String, String> values)
      throws DecodeException {
    if (type == 1) {
      values.put("amount_msat", Long.toUnsignedString(in.tu(8)));
    } else if (type == 2) {
      values.put("scid", in.shortChannelId().toString());
    } else if (type == 3) {
      values.put("node_id", in.point().toString());
      values.put("amount_msat_1", Long.toUnsignedString(in.u64()));
      values.put("amount_msat_2", Long.toUnsignedString(in.u64()));
    } else if (type == 254) {
      values.put("cltv_delta", Integer.toString(in.u16()));
    }
  }

  private static void decodeN2(long type, WireReader in, Map<String, String> values)
      throws DecodeException {
    if (type == 0) {
      values.put("amount_msat", Long.toUnsignedString(in.tu(8)));
    } else if (type == 11) {
      values.put("cltv_expiry", Long.toString(in.tu(4)));
    }
  }
}
