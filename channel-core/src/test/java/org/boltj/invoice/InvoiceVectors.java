package org.boltj.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Published figures in {@code src/test/resources/vectors}. */
record InvoiceVectors(JsonNode file) {
  static InvoiceVectors load(String name) {
    try (InputStream in = InvoiceVectors.class.getResourceAsStream("/vectors/" + name)) {
      return new InvoiceVectors(new ObjectMapper().readTree(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> all() {
    return elements(file.required("vectors"));
  }

  static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
