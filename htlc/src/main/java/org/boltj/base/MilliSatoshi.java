package org.boltj.base;

/**
 * An amount in thousandths of a satoshi (msat). Never negative; arithmetic fails loudly instead of
 * wrapping around.
 */
public record MilliSatoshi(long msat) implements Comparable<MilliSatoshi> {
  public static final MilliSatoshi ZERO = new MilliSatoshi(0);

  /** 21 million bitcoin: no amount of money is larger. */
  public static final MilliSatoshi MAX_MONEY = new MilliSatoshi(2_100_000_000_000_000_000L);

  public MilliSatoshi {
    if (msat < 0) {
      throw new IllegalArgumentException("an amount cannot be negative: " + msat + " msat");
    }
  }

  public static MilliSatoshi of(long msat) {
    return msat == 0 ? ZERO : new MilliSatoshi(msat);
  }

  public static MilliSatoshi ofSat(long sat) {
    return of(Math.multiplyExact(sat, 1000L));
  }

  public MilliSatoshi plus(MilliSatoshi other) {
    return of(Math.addExact(msat, other.msat));
  }

  /** The difference; fails when {@code other} is larger, so compare first. */
  public MilliSatoshi minus(MilliSatoshi other) {
    return of(Math.subtractExact(msat, other.msat));
  }

  /** The difference, or zero when {@code other} is larger. */
  public MilliSatoshi minusOrZero(MilliSatoshi other) {
    return other.msat >= msat ? ZERO : minus(other);
  }

  public MilliSatoshi times(long factor) {
    return of(Math.multiplyExact(msat, factor));
  }

  /** Whole satoshis, rounded down, as BOLT 3 does for outputs. */
  public Satoshi toSatoshi() {
    return new Satoshi(msat / 1000);
  }

  public boolean isZero() {
    return msat == 0;
  }

  public boolean isLessThan(MilliSatoshi other) {
    return msat < other.msat;
  }

  public boolean isGreaterThan(MilliSatoshi other) {
    return msat > other.msat;
  }

  public MilliSatoshi min(MilliSatoshi other) {
    return msat <= other.msat ? this : other;
  }

  public MilliSatoshi max(MilliSatoshi other) {
    return msat >= other.msat ? this : other;
  }

  @Override
  public int compareTo(MilliSatoshi other) {
    return Long.compare(msat, other.msat);
  }

  @Override
  public String toString() {
    return msat + " msat";
  }
}
