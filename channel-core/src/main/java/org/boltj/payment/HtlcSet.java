package org.boltj.payment;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;

/**
 * The parts of one payment that have arrived so far (BOLT 4, "Basic Multi-Part Payments").
 *
 * @param totalMsat what all parts say they add up to
 * @param firstAtMillis when the first part came
 */
public record HtlcSet(
    PaymentHash paymentHash, MilliSatoshi totalMsat, long firstAtMillis, List<ReceivedPart> parts) {
  /** BOLT 4: a set that is not complete is kept at least that long after its first part. */
  public static final long TIMEOUT_MILLIS = 60_000;

  public HtlcSet {
    parts = List.copyOf(parts);
  }

  public static HtlcSet startedBy(ReceivedPart part, long nowMillis) {
    return new HtlcSet(part.paymentHash(), part.totalMsat(), nowMillis, List.of(part));
  }

  /** With one more part; the same HTLC is not counted twice. */
  public HtlcSet with(ReceivedPart part) {
    if (parts.stream().anyMatch(p -> p.htlc().equals(part.htlc()))) {
      return this;
    }
    List<ReceivedPart> more = new ArrayList<>(parts);
    more.add(part);
    return new HtlcSet(paymentHash, totalMsat, firstAtMillis, more);
  }

  /** All parts of a set must say the same total. */
  public boolean agreesWith(ReceivedPart part) {
    return totalMsat.equals(part.totalMsat());
  }

  /** What the parts were meant to bring; a generous last hop does not complete a set early. */
  public MilliSatoshi promised() {
    return parts.stream()
        .map(ReceivedPart::amtToForward)
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }

  /** What the parts do bring. */
  public MilliSatoshi received() {
    return parts.stream().map(ReceivedPart::amount).reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }

  public boolean isComplete() {
    return !promised().isLessThan(totalMsat);
  }

  public long deadlineMillis() {
    return firstAtMillis + TIMEOUT_MILLIS;
  }

  /** The lowest expiry of the parts: the set must be claimed or failed well before. */
  public long earliestExpiryHeight() {
    return parts.stream().mapToLong(p -> p.expiry().height()).min().orElse(Long.MAX_VALUE);
  }
}
