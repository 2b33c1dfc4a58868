package org.boltj.onion;

/**
 * How long a node held an HTLC, as it reports it itself in attribution_data (BOLT 4): in units of
 * 100 milliseconds, 32 bits without sign. Zero also stands for "not measured".
 */
public record HoldTime(long tenthsOfSecond) {
  public static final HoldTime ZERO = new HoldTime(0);

  public HoldTime {
    if (tenthsOfSecond < 0 || tenthsOfSecond > 0xffffffffL) {
      throw new IllegalArgumentException(
          "a hold time must fit 32 bits without sign: " + tenthsOfSecond);
    }
  }

  /** Rounded down; negative times, as a clock set back gives them, count as zero. */
  public static HoldTime ofMillis(long millis) {
    return new HoldTime(Math.clamp(millis / 100, 0, 0xffffffffL));
  }

  public long toMillis() {
    return tenthsOfSecond * 100;
  }
}
