package org.boltj.gossip.bench;

import java.util.Map;
import java.util.function.Supplier;

/** What the whole graph weighs. */
final class MemoryPart {
  private static final double MEGABYTE = 1e6;

  private final BenchGraph graph;
  private final Report report;

  MemoryPart(BenchGraph graph, Report report) {
    this.graph = graph;
    this.report = report;
  }

  void run() {
    weigh("compact graph", 25, () -> graph.snapshot().toGraph());
    weigh("graph with rules and raw messages", 80, () -> WholeGraph.of(graph));
  }

  private void weigh(String what, double aimMegabytes, Supplier<?> made) {
    double megabytes = Heap.bytesOf(made) / MEGABYTE;
    Aim aim = new Aim("under " + aimMegabytes + " MB", megabytes < aimMegabytes);
    report.add(new Figure("memory", what, "boltj", Map.of("heap_mb", megabytes), aim));
  }
}
