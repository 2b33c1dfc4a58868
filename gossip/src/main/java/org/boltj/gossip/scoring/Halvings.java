package org.boltj.gossip.scoring;

/**
 * Logarithms and powers of two in fixed point, from tables: the same on every machine, and quick
 * enough for each edge of a search.
 */
final class Halvings {
  /** One halving. */
  static final long ONE = 1L << 32;

  /** A weight of 1. */
  static final long WHOLE = 1L << 62;

  private static final int STEPS = 256;

  /** log2(1 + i/256), in parts of 2^32. */
  private static final long[] LOGS = new long[STEPS + 1];

  /** 2^(-i/256), in parts of 2^62. */
  private static final long[] POWERS = new long[STEPS];

  static {
    for (int i = 0; i <= STEPS; i++) {
      LOGS[i] = StrictMath.round(StrictMath.log1p(i / 256.0) / StrictMath.log(2) * ONE);
    }
    for (int i = 0; i < STEPS; i++) {
      POWERS[i] = (long) (StrictMath.pow(2, -i / 256.0) * WHOLE);
    }
  }

  private Halvings() {}

  /**
   * How often {@code whole} must be halved to become {@code part}, in parts of 2^32; 0 to 63 times.
   * Never falls as {@code part} falls, by less than 3 millionths of a halving too little.
   *
   * @param part at least 1, at most {@code whole}
   */
  static long between(long part, long whole) {
    return log2(whole) - log2(part);
  }

  /** The logarithm to base 2, in parts of 2^32. Between the entries of the table it is a line. */
  static long log2(long value) {
    int zeros = Long.numberOfLeadingZeros(value);
    long mantissa = value << zeros << 1;
    int step = (int) (mantissa >>> 56);
    long within = mantissa >>> 24 & 0xffffffffL;
    long low = LOGS[step];
    return ((long) (63 - zeros) << 32) + low + ((LOGS[step + 1] - low) * within >>> 32);
  }

  /**
   * How many steps of {@link #weight} a second is, in parts of 2^23.
   *
   * @param halfLifeSeconds 1 to 2^31
   */
  static long stepsPerSecond(long halfLifeSeconds) {
    return (((long) STEPS << 23) + halfLifeSeconds - 1) / halfLifeSeconds;
  }

  /** What is left of 1 after that time, in parts of 2^62; nothing after 62 half-lives. */
  static long weight(long ageSeconds, long stepsPerSecond) {
    if (ageSeconds <= 0) {
      return WHOLE;
    }
    long steps = ageSeconds * stepsPerSecond >>> 23;
    return steps >= 62L * STEPS ? 0 : POWERS[(int) steps % STEPS] >>> (int) steps / STEPS;
  }

  /**
   * A share of an amount.
   *
   * @param amount -2^61 to 2^61 - 1: more than all money there is in msat
   * @param weight in parts of 2^62
   */
  static long share(long amount, long weight) {
    return Math.multiplyHigh(amount << 2, weight);
  }
}
