package org.boltj.gossip.bench;

import java.util.Arrays;

/** Times in nanoseconds, or other whole numbers, in order. */
public final class Percentiles {
  private final long[] sorted;

  private Percentiles(long[] sorted) {
    this.sorted = sorted;
  }

  static Percentiles of(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  int count() {
    return sorted.length;
  }

  /** The smallest value that is not exceeded by that share (0 to 1) of all. */
  long at(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }

  long median() {
    return at(0.5);
  }
}
