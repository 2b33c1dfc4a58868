package org.boltj.gossip.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.SnapshotFiles;

/**
 * Measures the router on any graph, beside the rivals that are on the class path, and writes {@code
 * router.json} and {@code router.txt}.
 *
 * <p>Arguments: the directory for the results, then those of {@link Options#USAGE}.
 */
public final class RouterBenchmark {
  private final Options options;
  private final Report report;
  private final List<Contestant> contestants = new ArrayList<>(List.of(new Boltj()));

  private RouterBenchmark(Path directory, Options options) {
    this.options = options;
    this.report = new Report(directory);
    ServiceLoader.load(Contestant.class).forEach(contestants::add);
    contestants.forEach(contestant -> report.note(contestant.name(), contestant.note()));
    report.note("outcomes", Outcomes.NOTE);
  }

  /**
   * Runs and writes the files.
   *
   * @throws IOException when a graph cannot be read or the results cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    RouterBenchmark benchmark = new RouterBenchmark(Path.of(arguments[0]), Options.parse(rest));
    benchmark.run();
    System.out.println(benchmark.report.text());
    System.exit(0); // whatever threads libraries have left
  }

  private void run() throws IOException {
    for (String name : options.graphs()) {
      BenchGraph graph = graph(name);
      on(graph);
      if (name.equals(options.graphs().get(0))) {
        run("ceiling", () -> new PublishedCeilingPart(graph, options, report).run());
      }
    }
    report.begin("generated networks", Map.of());
    run("scaling", () -> new ScalingPart(options, report).run());
  }

  private void on(BenchGraph graph) throws IOException {
    report.begin(graph.name(), graph.about());
    BenchGraph plain = graph.withoutInboundFees();
    BenchGraph core = graph.liveCore();
    run("memory", () -> new GraphPart(graph, report).memory());
    run("ingest", () -> new GraphPart(graph, report).ingest());
    run("single", () -> new SinglePathPart(plain, options, report).run(contestants));
    run("exact", () -> new ExactnessPart(options, report).run(plain, graph));
    run("multi", () -> new MultiPartPart(core, options, report).run(contestants));
    run("ceiling", () -> new CeilingPart(core, options, report).run());
  }

  private static BenchGraph graph(String name) throws IOException {
    return name.equals(Options.GENERATED)
        ? BenchGraph.of("generated network", NetworkGenerator.generate(1))
        : BenchGraph.of(Path.of(name).getFileName().toString(), SnapshotFiles.read(Path.of(name)));
  }

  private void run(String part, Runnable work) throws IOException {
    if (options.wants(part)) {
      System.out.println("measuring " + part + " ...");
      work.run();
      report.write();
    }
  }
}
