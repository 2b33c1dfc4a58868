package org.boltj.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Published figures in {@code src/test/resources/vectors}: each file names its source. */
public final class VectorFile {
  private VectorFile() {}

  public static Stream<JsonNode> vectors(String file) {
    return StreamSupport.stream(read(file).get("vectors").spliterator(), false);
  }

  public static JsonNode read(String file) {
    try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Bytes hex(JsonNode vector, String field) {
    return Bytes.fromHex(vector.get(field).asText());
  }
}
