package org.boltj.sim.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Named numbers and words of a run, in order. */
final class Measures {
  /**
   * One of them.
   *
   * @param name in words joined by underscores, the unit last
   * @param value the number in decimal digits, or the word
   */
  record Measure(String name, String value, boolean isNumber) {}

  private final List<Measure> measures = new ArrayList<>();

  Measures word(String name, String value) {
    measures.add(new Measure(name, value, false));
    return this;
  }

  Measures whole(String name, long value) {
    measures.add(new Measure(name, Long.toString(value), true));
    return this;
  }

  /** Rounded to four places, so that the last bits of a sum do not matter. */
  Measures fraction(String name, double value) {
    String digits = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    measures.add(new Measure(name, digits, true));
    return this;
  }

  List<Measure> all() {
    return List.copyOf(measures);
  }

  String toCsv() {
    StringBuilder out = new StringBuilder("measure,value\n");
    for (Measure measure : measures) {
      boolean quoted = measure.value().contains(",") || measure.value().contains("\"");
      String value = quoted ? '"' + measure.value().replace("\"", "\"\"") + '"' : measure.value();
      out.append(measure.name()).append(',').append(value).append('\n');
    }
    return out.toString();
  }

  String toJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    for (Measure measure : measures) {
      if (measure.isNumber()) {
        root.put(measure.name(), new BigDecimal(measure.value()));
      } else {
        root.put(measure.name(), measure.value());
      }
    }
    // Line ends of its own, so that the file is the same on every system.
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return mapper.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a person. */
  String toText() {
    StringBuilder out = new StringBuilder();
    for (Measure measure : measures) {
      String name = measure.name().replace('_', ' ');
      out.append(String.format(Locale.ROOT, "  %-34s %s%n", name, measure.value()));
    }
    return out.toString();
  }
}
