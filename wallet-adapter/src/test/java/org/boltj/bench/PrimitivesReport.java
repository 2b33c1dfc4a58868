package org.boltj.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what JMH measured in the modules below and writes each figure beside the one it cannot be
 * better than.
 */
final class PrimitivesReport {
  /** The limit of each benchmark that has one, by the names of their methods. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "CommitmentBenchmark.buildAndSign", "CommitmentBenchmark.signPrimitives",
          "CommitmentBenchmark.buildAndVerify", "CommitmentBenchmark.verifyPrimitives",
          "OnionBenchmark.build20Hops", "OnionBenchmark.limitOfBuild20Hops",
          "OnionBenchmark.peel", "OnionBenchmark.limitOfPeel",
          "InvoiceBenchmark.decode", "InvoiceBenchmark.limitOfDecode",
          "InvoiceBenchmark.create", "InvoiceBenchmark.limitOfCreate",
          "NoiseBenchmark.frameEncryptedAndDecrypted", "NoiseBenchmark.bareCipherBothWays",
          "StoreBenchmark.sqliteBatch", "StoreBenchmark.bareAppendAndSync");

  /** One figure of JMH. */
  private record Figure(String name, String params, double score, String unit) {
    static Figure of(JsonNode json) {
      String[] path = json.get("benchmark").asText().split("\\.", -1);
      JsonNode metric = json.get("primaryMetric");
      List<String> params = new ArrayList<>();
      json.path("params")
          .properties()
          .forEach(p -> params.add(p.getKey() + "=" + p.getValue().asText()));
      return new Figure(
          path[path.length - 2] + "." + path[path.length - 1],
          String.join(" ", params),
          metric.get("score").asDouble(),
          metric.get("scoreUnit").asText());
    }

    /** How much of the limit is reached: 1 is all of it. */
    double reached(Figure limit) {
      return unit.startsWith("ops") ? score / limit.score : limit.score / score;
    }
  }

  private PrimitivesReport() {}

  /** Writes {@code primitives.txt} if any module has been measured. */
  static void write(Path reports, List<Path> results) throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (Path file : results) {
      if (Files.exists(file)) {
        new ObjectMapper().readTree(file.toFile()).forEach(json -> figures.add(Figure.of(json)));
      }
    }
    if (figures.isEmpty()) {
      return;
    }
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(reports.resolve("primitives.txt")),
            false,
            StandardCharsets.UTF_8)) {
      out.println("Each figure beside its limit: what a library or the disk does alone.\n");
      figures.forEach(figure -> print(out, figure, figures));
    }
  }

  private static void print(PrintStream out, Figure figure, List<Figure> all) {
    if (LIMITS.containsValue(figure.name())) {
      return;
    }
    Optional<Figure> limit =
        all.stream()
            .filter(other -> other.name().equals(LIMITS.get(figure.name())))
            .filter(other -> other.params().equals(figure.params()))
            .findFirst();
    out.printf(
        Locale.ROOT,
        "%-44s %-12s %14.2f %-6s %s%n",
        figure.name(),
        figure.params(),
        figure.score(),
        figure.unit(),
        limit
            .map(l -> "limit %14.2f  reached %3.0f%%".formatted(l.score(), 100 * figure.reached(l)))
            .orElse(""));
  }
}
