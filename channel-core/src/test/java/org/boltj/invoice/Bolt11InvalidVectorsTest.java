package org.boltj.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The examples of BOLT 11 that must not be paid, each for its own reason. */
@Tag("vectors")
class Bolt11InvalidVectorsTest {
  @TestFactory
  Stream<DynamicTest> refused() {
    return InvoiceVectors.load("bolt11-invalid.json").all().stream()
        .map(v -> dynamicTest(v.required("name").asText(), () -> assertRefused(v)));
  }

  private static void assertRefused(JsonNode v) throws InvoiceException {
    String text = v.required("invoice").asText();
    if (v.has("problem")) {
      assertThatThrownBy(() -> Invoice.decode(text))
          .isInstanceOfSatisfying(
              InvoiceException.class,
              e ->
                  assertThat(e.problem().name())
                      .as(e.getMessage())
                      .isEqualTo(v.required("problem").asText()));
    } else {
      assertThat(Invoice.decode(text).unknownRequiredFeatures())
          .containsExactly(v.required("unknownRequiredFeatures").get(0).asInt());
    }
  }
}
