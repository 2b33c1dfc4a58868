package org.boltj.sim.report;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Numbers, sorted, for their mean and quantiles; all are 0 when there is none. */
final class Distribution {
  private final long[] sorted;

  private Distribution(long[] sorted) {
    this.sorted = sorted;
  }

  static Distribution of(LongStream values) {
    long[] all = values.toArray();
    Arrays.sort(all);
    return new Distribution(all);
  }

  double mean() {
    return sorted.length == 0 ? 0 : (double) sum() / sorted.length;
  }

  long sum() {
    return Arrays.stream(sorted).sum();
  }

  /** The least number that is not below that share of all; share from 0 to 1. */
  long quantile(double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.min(Math.max(place, 0), sorted.length - 1)];
  }
}
