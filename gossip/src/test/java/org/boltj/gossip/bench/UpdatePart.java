package org.boltj.gossip.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.message.ChannelUpdate;

/** How long it takes to put new terms of one edge into the graph, edges in random order. */
final class UpdatePart {
  private static final int BATCH = 1_000;
  private static final int BATCHES = 2_000;

  private final BenchGraph graph;
  private final Report report;

  UpdatePart(BenchGraph graph, Report report) {
    this.graph = graph;
    this.report = report;
  }

  void run() {
    ChannelGraph copy = graph.snapshot().toGraph();
    EdgeData data = new EdgeData();
    int[] edges =
        IntStream.range(0, 2 * copy.channelBound()).filter(edge -> copy.read(edge, data)).toArray();
    ChannelUpdate.Policy[] policies = new ChannelUpdate.Policy[2 * copy.channelBound()];
    for (int edge : edges) {
      copy.read(edge, data);
      policies[edge] = BenchGraph.outboundPolicy(data);
    }
    SplittableRandom random = new SplittableRandom(5);
    update(copy, edges, policies, random);
    Percentiles nanos = Percentiles.of(update(copy, edges, policies, random));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("updates", BATCH * BATCHES);
    values.put("p50_ns", nanos.median());
    values.put("p99_ns", nanos.at(0.99));
    Aim aim = new Aim("p50 < 1000 ns", nanos.median() < 1_000);
    String what = "one policy (means of " + BATCH + ")";
    report.add(new Figure("update", what, "boltj", values, aim));
  }

  /** The mean nanoseconds of each batch. */
  private static long[] update(
      ChannelGraph copy, int[] edges, ChannelUpdate.Policy[] policies, SplittableRandom random) {
    long[] nanos = new long[BATCHES];
    int[] drawn = new int[BATCH];
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int i = 0; i < BATCH; i++) {
        drawn[i] = edges[random.nextInt(edges.length)];
      }
      long begun = System.nanoTime();
      for (int edge : drawn) {
        copy.setPolicy(edge, batch, false, policies[edge]);
      }
      nanos[batch] = (System.nanoTime() - begun) / BATCH;
    }
    return nanos;
  }
}
