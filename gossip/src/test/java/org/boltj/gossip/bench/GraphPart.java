package org.boltj.gossip.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the graph itself costs: its weight, a change, and to take in all gossip. */
final class GraphPart {
  private static final int ROUNDS = 3;
  private static final double LEAST_SHARE = 0.9;

  private final BenchGraph graph;
  private final Report report;

  GraphPart(BenchGraph graph, Report report) {
    this.graph = graph;
    this.report = report;
  }

  /** Weight and times of one graph. */
  void memory() {
    GraphMemory.Result result = GraphMemory.measure(graph.snapshot());
    add("memory", "graph (MB)", result.megabytes(), "under 25", result.megabytes() < 25);
    double whole = result.wholeMegabytes();
    add("memory", "with rules and all raw messages (MB)", whole, "under 80", whole < 80);
    double update = result.updateNanos();
    add("memory", "one policy update (ns)", update, "under 1000", update < 1000);
    add("memory", "one edge read (ns)", result.readNanos(), "", true);
    add("memory", "one channel looked up (ns)", result.lookUpNanos(), "", true);
    add("memory", "loaded from a snapshot in memory (ms)", result.loadMillis(), "", true);
  }

  /** All gossip of a network of that shape, signed with keys of ours. */
  void ingest() {
    GraphIngest.Result result = GraphIngest.measure(graph.snapshot(), ROUNDS);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("messages", result.messages());
    values.put("signatures", result.signatures());
    values.put("raw_verify_per_s", result.rawPerSecond());
    values.put("ingest_per_s", result.ingestPerSecond());
    values.put("share_of_raw", result.share());
    Aim share = new Aim("at least 0.9 of raw, all cores", result.share() >= LEAST_SHARE);
    report.add(new Figure("ingest", "all gossip, from bytes", "boltj", values, share));
    double restore = result.restoreMillis();
    Aim second = new Aim("under 1000 ms", restore < 1000);
    String what = "the same after a restart";
    report.add(new Figure("ingest", what, "boltj", Map.of("ms", restore), second));
  }

  private void add(String part, String what, double value, String aim, boolean met) {
    report.add(new Figure(part, what, "boltj", Map.of("value", value), new Aim(aim, met)));
  }
}
