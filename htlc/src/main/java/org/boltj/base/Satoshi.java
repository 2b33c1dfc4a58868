package org.boltj.base;

/** An on-chain amount in satoshis. Never negative; arithmetic fails loudly. */
public record Satoshi(long sat) implements Comparable<Satoshi> {
  public static final Satoshi ZERO = new Satoshi(0);

  /** 21 million bitcoin. */
  public static final Satoshi MAX_MONEY = new Satoshi(2_100_000_000_000_000L);

  public Satoshi {
    if (sat < 0) {
      throw new IllegalArgumentException("an amount cannot be negative: " + sat + " sat");
    }
  }

  public static Satoshi of(long sat) {
    return sat == 0 ? ZERO : new Satoshi(sat);
  }

  public Satoshi plus(Satoshi other) {
    return of(Math.addExact(sat, other.sat));
  }

  /** The difference; fails when {@code other} is larger, so compare first. */
  public Satoshi minus(Satoshi other) {
    return of(Math.subtractExact(sat, other.sat));
  }

  /** The difference, or zero when {@code other} is larger. */
  public Satoshi minusOrZero(Satoshi other) {
    return other.sat >= sat ? ZERO : minus(other);
  }

  public Satoshi times(long factor) {
    return of(Math.multiplyExact(sat, factor));
  }

  public MilliSatoshi toMilliSatoshi() {
    return MilliSatoshi.ofSat(sat);
  }

  public boolean isZero() {
    return sat == 0;
  }

  public boolean isLessThan(Satoshi other) {
    return sat < other.sat;
  }

  public boolean isGreaterThan(Satoshi other) {
    return sat > other.sat;
  }

  public Satoshi min(Satoshi other) {
    return sat <= other.sat ? this : other;
  }

  public Satoshi max(Satoshi other) {
    return sat >= other.sat ? this : other;
  }

  @Override
  public int compareTo(Satoshi other) {
    return Long.compare(sat, other.sat);
  }

  @Override
  public String toString() {
    return sat + " sat";
  }
}
