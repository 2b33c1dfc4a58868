package org.boltj.gossip.bench;

/**
 * What a figure should be, and whether it is.
 *
 * @param text the aim in words; empty when there is none
 */
public record Aim(String text, boolean met) {
  /** The figure stands for itself. */
  public static final Aim NONE = new Aim("", true);

  /** At most that many milliseconds at the median and at the 99th percentile (nanoseconds in). */
  static Aim times(Percentiles nanos, double medianMs, double p99Ms) {
    boolean met = nanos.median() <= medianMs * 1e6 && nanos.at(0.99) <= p99Ms * 1e6;
    return new Aim("p50 < " + medianMs + " ms, p99 < " + p99Ms + " ms", met);
  }
}
