package org.boltj.node;

import java.time.Duration;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;

/**
 * Limits of a payment.
 *
 * @param amount what to pay when the invoice names no amount, msat
 * @param feeLimit the most that the route may cost, msat; empty means 1 % of the amount, and at
 *     least 5 sat
 * @param timeout no new attempt is made after that long, at most {@link #LONGEST_TIMEOUT}; HTLCs in
 *     flight may take longer to end
 * @param maxParts 1 pays over one route only; at most {@link #MOST_PARTS}
 */
public record PayOptions(
    Optional<MilliSatoshi> amount,
    Optional<MilliSatoshi> feeLimit,
    Duration timeout,
    int maxParts) {
  /** BOLT 2: no channel takes more HTLCs than that from one side. */
  public static final int MOST_PARTS = 483;

  /** What longer timeouts count as. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(3_650);

  private static final MilliSatoshi LEAST_FEE_LIMIT = MilliSatoshi.ofSat(5);

  public static final PayOptions DEFAULT =
      new PayOptions(Optional.empty(), Optional.empty(), Duration.ofSeconds(60), 16);

  public PayOptions {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a payment needs time, not " + timeout);
    }
    timeout = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
    if (maxParts < 1 || maxParts > MOST_PARTS) {
      throw new IllegalArgumentException(
          "a payment has at least one part and at most " + MOST_PARTS + ", not " + maxParts);
    }
  }

  public PayOptions withAmount(MilliSatoshi chosen) {
    return new PayOptions(Optional.of(chosen), feeLimit, timeout, maxParts);
  }

  public PayOptions withFeeLimit(MilliSatoshi limit) {
    return new PayOptions(amount, Optional.of(limit), timeout, maxParts);
  }

  public PayOptions withTimeout(Duration limit) {
    return new PayOptions(amount, feeLimit, limit, maxParts);
  }

  public PayOptions withMaxParts(int limit) {
    return new PayOptions(amount, feeLimit, timeout, limit);
  }

  MilliSatoshi feeLimitFor(MilliSatoshi paid) {
    return feeLimit.orElseGet(() -> MilliSatoshi.of(paid.msat() / 100).max(LEAST_FEE_LIMIT));
  }
}
