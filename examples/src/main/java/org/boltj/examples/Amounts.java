package org.boltj.examples;

import java.util.Locale;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/** Amounts as a person reads them. */
final class Amounts {
  private Amounts() {}

  /** Such as {@code 1,250,000 sat}. */
  static String text(Satoshi amount) {
    return String.format(Locale.ROOT, "%,d sat", amount.sat());
  }

  /** Such as {@code 1,250.5 sat}, to the last msat. */
  static String text(MilliSatoshi amount) {
    long msat = amount.msat() % 1000;
    String fraction = msat == 0 ? "" : String.format(Locale.ROOT, ".%03d", msat);
    return String.format(Locale.ROOT, "%,d%s sat", amount.msat() / 1000, fraction);
  }
}
