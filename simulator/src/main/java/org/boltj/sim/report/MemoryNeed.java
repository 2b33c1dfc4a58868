package org.boltj.sim.report;

import java.util.Locale;

/**
 * How much memory a simulation takes, about. Every node has every channel in its own graph, as real
 * ones do, so that this grows with the product of both; the messages themselves, which nodes pass
 * on as they came, are there once.
 *
 * <p>The figures are what {@code exec:exec@scale} weighs for 100 to 400 nodes with 8 channels each
 * in the mean, once their gossip has spread; at work, nodes need a little more.
 *
 * @param channels of the whole network
 */
record MemoryNeed(int nodes, int channels) {
  private static final long BYTES_A_NODE = 250_000;
  private static final long BYTES_A_CHANNEL_KNOWN = 600;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** The least that any connected network of so many nodes needs. */
  static MemoryNeed least(int nodes) {
    return new MemoryNeed(nodes, nodes - 1);
  }

  long bytes() {
    return nodes * (BYTES_A_NODE + channels * BYTES_A_CHANNEL_KNOWN);
  }

  /**
   * @param heapBytes that there are
   * @throws IllegalArgumentException when that is too little
   */
  void check(long heapBytes) {
    if (bytes() > heapBytes) {
      throw new IllegalArgumentException(
          text(heapBytes) + " Take fewer nodes, or more memory (-Xmx).");
    }
  }

  /** One line for a person. */
  String text(long heapBytes) {
    return String.format(
        Locale.ROOT,
        "%,d nodes that all know %,d channels take about %s of memory, of %s that the JVM may use.",
        nodes,
        channels,
        size(bytes()),
        size(heapBytes));
  }

  private static String size(long bytes) {
    return bytes < GIB
        ? Math.ceilDiv(bytes, MIB) + " MiB"
        : String.format(Locale.ROOT, "%,.1f GiB", (double) bytes / GIB);
  }
}
