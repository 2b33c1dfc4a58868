package org.boltj.sim.world;

import java.util.SplittableRandom;

/**
 * How long messages are on their way: each pair of nodes has one time, drawn evenly between the
 * bounds.
 *
 * @param minMillis at least 1, so that an answer is later than its question
 * @param maxMillis at most 10000: a handshake must be done before it is given up
 */
public record Latency(long minMillis, long maxMillis) {
  private static final long MOST_MILLIS = 10_000;

  public Latency {
    if (minMillis < 1 || maxMillis < minMillis) {
      throw new IllegalArgumentException(
          "latencies run from 1 ms on, the lesser first: " + minMillis + "-" + maxMillis);
    }
    if (maxMillis > MOST_MILLIS) {
      throw new IllegalArgumentException(
          "a latency is at most " + MOST_MILLIS + " ms, not " + maxMillis);
    }
  }

  /** Parses {@code 50} or {@code 20-120}, in milliseconds. */
  public static Latency parse(String text) {
    int dash = text.indexOf('-', 1);
    try {
      return dash < 0
          ? new Latency(Long.parseLong(text), Long.parseLong(text))
          : new Latency(
              Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a latency is milliseconds such as 50 or 20-120, not " + text, e);
    }
  }

  /** One way between two nodes, the same in both directions (ms). */
  public long between(Seed seed, int node, int other) {
    String pair = "latency " + Math.min(node, other) + " " + Math.max(node, other);
    SplittableRandom random = seed.random(pair);
    return random.nextLong(minMillis, maxMillis + 1);
  }

  @Override
  public String toString() {
    return minMillis == maxMillis ? minMillis + " ms" : minMillis + "-" + maxMillis + " ms";
  }
}
