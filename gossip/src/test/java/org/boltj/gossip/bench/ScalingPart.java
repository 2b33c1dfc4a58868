package org.boltj.gossip.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;

/** Time and memory on generated networks of today's size, four times and sixteen times that. */
final class ScalingPart {
  private static final List<Integer> TIMES = List.of(1, 4, 16);
  private static final long AMOUNT_SAT = 100_000;
  private static final long LARGE_AMOUNT_SAT = 1_000_000;
  private static final int PARTS = 16;

  /** To find pairs that have a way takes longer than to find their routes. */
  private static final int MOST_QUERIES = 200;

  private final Options options;
  private final Report report;

  ScalingPart(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() {
    for (int times : TIMES) {
      GraphSnapshot snapshot =
          NetworkGenerator.generate(
              2, times * NetworkGenerator.NODES, times * NetworkGenerator.CHANNELS);
      GraphMemory.Result weight = GraphMemory.measure(snapshot);
      BenchGraph graph = BenchGraph.of(times + "x", snapshot);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("nodes", snapshot.nodeCount());
      values.put("channels", snapshot.channelCount());
      values.put("mb", weight.megabytes());
      values.put("mb_with_messages", weight.wholeMegabytes());
      values.put("load_ms", weight.loadMillis());
      values.put("update_ns", weight.updateNanos());
      Percentiles single = nanos(graph, new Queries(graph, 1), AMOUNT_SAT, 1);
      values.put("single_p50_ms", single.median() / 1e6);
      values.put("single_p99_ms", single.at(0.99) / 1e6);
      Percentiles several = nanos(graph, new Queries(graph, 1), LARGE_AMOUNT_SAT, PARTS);
      values.put("multi_p50_ms", several.median() / 1e6);
      values.put("multi_p99_ms", several.at(0.99) / 1e6);
      report.add(new Figure("scaling", times + "x", "boltj", values, Aim.NONE));
    }
  }

  private Percentiles nanos(BenchGraph graph, Queries drawn, long sat, int parts) {
    int count = Math.min(MOST_QUERIES, options.queries());
    List<Query> queries = Queries.withMaxParts(drawn.joined(count, sat * 1000), parts);
    Contestant ours = new Boltj();
    List<Race.Runner> runners =
        new Race(options.secondsPerCell())
            .enter(ours, ours.on(graph, List.of()))
            .run(queries, queries);
    return Percentiles.of(runners.get(0).nanos());
  }
}
