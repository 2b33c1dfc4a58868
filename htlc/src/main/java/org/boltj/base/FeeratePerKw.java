package org.boltj.base;

/** A feerate in satoshis per 1000 weight units, as in {@code feerate_per_kw} (BOLT 2). */
public record FeeratePerKw(long satPerKw) implements Comparable<FeeratePerKw> {
  /** The lowest rate that Bitcoin Core relays by default, 1 sat per virtual byte, rounded up. */
  public static final FeeratePerKw MINIMUM = new FeeratePerKw(253);

  public FeeratePerKw {
    if (satPerKw < 0 || satPerKw > 0xffffffffL) {
      throw new IllegalArgumentException(
          "feerate_per_kw must fit 32 bits without sign: " + satPerKw);
    }
  }

  /** From satoshis per virtual byte; one virtual byte is four weight units. */
  public static FeeratePerKw ofSatPerVByte(long satPerVByte) {
    return new FeeratePerKw(Math.multiplyExact(satPerVByte, 250L));
  }

  /** The fee for a transaction of that weight, rounded down as BOLT 3 says. */
  public Satoshi feeFor(long weight) {
    return Satoshi.of(Math.multiplyExact(satPerKw, weight) / 1000);
  }

  /**
   * The fee for a transaction of that weight, rounded up, for transactions that we alone pay for.
   */
  public Satoshi feeRoundedUp(long weight) {
    return Satoshi.of((Math.multiplyExact(satPerKw, weight) + 999) / 1000);
  }

  @Override
  public int compareTo(FeeratePerKw other) {
    return Long.compare(satPerKw, other.satPerKw);
  }

  @Override
  public String toString() {
    return satPerKw + " sat/kw";
  }
}
