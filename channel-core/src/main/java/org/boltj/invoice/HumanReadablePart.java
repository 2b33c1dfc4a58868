package org.boltj.invoice;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.invoice.InvoiceException.Problem;

/** The front of an invoice: network and amount (BOLT 11, "Human-Readable Part"). */
record HumanReadablePart(Network network, Optional<MilliSatoshi> amount) {
  private static final long MSAT_PER_BITCOIN = 100_000_000_000L;

  /** Of 21 million bitcoin in units of 10^-12 bitcoin. */
  private static final int MAX_DIGITS = 20;

  static HumanReadablePart parse(String text) throws InvoiceException {
    // The longest first: lnbcrt starts as lnbc does.
    Network network =
        Stream.of(Network.values())
            .sorted(Comparator.comparingInt((Network n) -> n.invoicePrefix().length()).reversed())
            .filter(n -> text.startsWith(n.invoicePrefix()))
            .filter(n -> isAmountOrNothing(text.substring(n.invoicePrefix().length())))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvoiceException(
                        Problem.UNKNOWN_PREFIX, "no known network in prefix " + text));
    String amount = text.substring(network.invoicePrefix().length());
    return new HumanReadablePart(
        network, amount.isEmpty() ? Optional.empty() : Optional.of(parseAmount(amount)));
  }

  private static boolean isAmountOrNothing(String rest) {
    return rest.isEmpty() || isDigit(rest.charAt(0));
  }

  private static MilliSatoshi parseAmount(String text) throws InvoiceException {
    char last = text.charAt(text.length() - 1);
    String digits = isDigit(last) ? text : text.substring(0, text.length() - 1);
    if (!digits.chars().allMatch(c -> isDigit((char) c))) {
      throw invalid(text, "is not a number with a multiplier");
    }
    String significant = digits.replaceFirst("^0+", "");
    if (significant.isEmpty()) {
      throw invalid(text, "is zero");
    }
    if (significant.length() > MAX_DIGITS) {
      throw invalid(text, "is more than 21 million bitcoin");
    }
    return scaled(new BigInteger(significant), isDigit(last) ? ' ' : last, text);
  }

  private static MilliSatoshi scaled(BigInteger number, char multiplier, String text)
      throws InvoiceException {
    BigInteger picoBitcoin =
        number.multiply(
            BigInteger.valueOf(
                switch (multiplier) {
                  case ' ' -> 1_000_000_000_000L;
                  case 'm' -> 1_000_000_000;
                  case 'u' -> 1_000_000;
                  case 'n' -> 1_000;
                  case 'p' -> 1;
                  default -> throw invalid(text, "has the unknown multiplier " + multiplier);
                }));
    BigInteger[] msat = picoBitcoin.divideAndRemainder(BigInteger.TEN);
    if (msat[1].signum() != 0) {
      throw invalid(text, "is not a whole number of millisatoshis");
    }
    if (msat[0].compareTo(BigInteger.valueOf(MilliSatoshi.MAX_MONEY.msat())) > 0) {
      throw invalid(text, "is more than 21 million bitcoin");
    }
    return MilliSatoshi.of(msat[0].longValueExact());
  }

  /** With the largest multiplier that gives a whole number, which is the shortest text. */
  String format() {
    return network.invoicePrefix() + amount.map(a -> format(a.msat())).orElse("");
  }

  private static String format(long msat) {
    long unit = MSAT_PER_BITCOIN;
    for (String multiplier : new String[] {"", "m", "u", "n"}) {
      if (msat % unit == 0) {
        return msat / unit + multiplier;
      }
      unit /= 1000;
    }
    return msat + "0p";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static InvoiceException invalid(String amount, String why) {
    return new InvoiceException(Problem.INVALID_AMOUNT, "amount " + amount + " " + why);
  }
}
