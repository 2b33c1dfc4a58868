package org.boltj.peer;

import org.boltj.base.Bytes;

/**
 * When to try again to connect to a peer: later with each failure, and never all at the same time.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;

  private Backoff() {}

  /**
   * Milliseconds to wait after the n-th failure in a row: doubled each time, at most five minutes,
   * and shortened by up to half at random.
   *
   * @param failures from 1 on
   * @param random at least 2 bytes
   */
  public static long delayMillis(int failures, Bytes random) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 16);
    long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
    int spread = random.unsigned(0) << 8 | random.unsigned(1);
    return longest - longest / 2 * spread / 0x10000;
  }
}
