package org.boltj.sim.world;

import java.util.SplittableRandom;
import org.boltj.base.Satoshi;

/**
 * Sizes of channels. They are drawn so that each factor of ten is as likely as every other.
 *
 * @param minSat at least {@link #LEAST_SAT}
 * @param maxSat at most {@link #MOST_SAT}
 */
public record CapacityRange(long minSat, long maxSat) {
  /** Below, reserve and fees leave too little to pay with. */
  public static final long LEAST_SAT = 20_000;

  /** BOLT 2: the largest channel without option_support_large_channel, 2^24 - 1 sat. */
  public static final long MOST_SAT = 16_777_215;

  public CapacityRange {
    if (minSat < LEAST_SAT || maxSat > MOST_SAT || maxSat < minSat) {
      throw new IllegalArgumentException(
          "capacities lie between %d and %d sat, the lesser first: %d-%d"
              .formatted(LEAST_SAT, MOST_SAT, minSat, maxSat));
    }
  }

  /** Parses {@code 1000000} or {@code 500000-5000000}, in sat. */
  public static CapacityRange parse(String text) {
    int dash = text.indexOf('-', 1);
    try {
      return dash < 0
          ? new CapacityRange(Long.parseLong(text), Long.parseLong(text))
          : new CapacityRange(
              Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a capacity is satoshis such as 1000000 or 500000-5000000, not " + text, e);
    }
  }

  Satoshi draw(SplittableRandom random) {
    double factor = StrictMath.pow((double) maxSat / minSat, random.nextDouble());
    return Satoshi.of(Math.min(maxSat, StrictMath.round(minSat * factor)));
  }

  /** The capacity of a channel elsewhere, as far as it fits here. */
  static Satoshi clamp(long sat) {
    return Satoshi.of(Math.min(Math.max(sat, LEAST_SAT), MOST_SAT));
  }

  @Override
  public String toString() {
    return minSat == maxSat ? minSat + " sat" : minSat + "-" + maxSat + " sat";
  }
}
