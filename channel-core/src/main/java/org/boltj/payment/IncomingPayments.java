package org.boltj.payment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.boltj.base.PaymentHash;
import org.boltj.onion.FailureMessage;

/**
 * Collects the parts of payments to us and says when a payment is complete. Kept in memory only:
 * after a restart the channels hand out their undecided HTLCs again. Not safe for use by several
 * threads.
 */
public final class IncomingPayments {
  private final Map<PaymentHash, HtlcSet> sets = new LinkedHashMap<>();

  /** What to do with parts. */
  public sealed interface Outcome {
    /** More parts must come. */
    record Waiting() implements Outcome {}

    /** All parts are there: claim them all, together with the record of the payment. */
    record Complete(HtlcSet set, InvoiceRecord paid) implements Outcome {}

    /** Fail these parts, each with the failure. */
    record Rejected(List<ReceivedPart> parts, FailureMessage failure) implements Outcome {
      public Rejected {
        parts = List.copyOf(parts);
      }
    }
  }

  /**
   * Takes a part in.
   *
   * @param invoice ours with the payment_hash of the part, if there is one
   * @param nowMillis milliseconds since 1970
   */
  public Outcome add(
      ReceivedPart part,
      Optional<InvoiceRecord> invoice,
      ExpiryRules expiries,
      int blockHeight,
      long nowMillis) {
    Optional<FailureMessage> failure =
        FinalRules.failure(part, invoice, expiries, blockHeight, nowMillis / 1000);
    if (failure.isPresent()) {
      return new Outcome.Rejected(List.of(part), failure.get());
    }
    HtlcSet known = sets.get(part.paymentHash());
    if (known != null && !known.agreesWith(part)) {
      sets.remove(part.paymentHash());
      return new Outcome.Rejected(known.with(part).parts(), FinalRules.unknown(part, blockHeight));
    }
    HtlcSet set = known == null ? HtlcSet.startedBy(part, nowMillis) : known.with(part);
    if (!set.isComplete()) {
      sets.put(part.paymentHash(), set);
      return new Outcome.Waiting();
    }
    sets.remove(part.paymentHash());
    return new Outcome.Complete(set, paid(set, invoice.orElseThrow(), nowMillis));
  }

  private static InvoiceRecord paid(HtlcSet set, InvoiceRecord invoice, long nowMillis) {
    List<HtlcId> parts = set.parts().stream().map(ReceivedPart::htlc).toList();
    return invoice.with(new InvoiceRecord.Received(set.received(), nowMillis / 1000, parts));
  }

  /** The sets whose time is over; they are forgotten, and their parts fail with mpp_timeout. */
  public List<HtlcSet> expired(long nowMillis) {
    return remove(set -> set.deadlineMillis() <= nowMillis);
  }

  /**
   * The sets that could not be claimed in time any more; they are forgotten, and must be failed.
   */
  public List<HtlcSet> tooLate(ExpiryRules expiries, int blockHeight) {
    return remove(
        set -> set.earliestExpiryHeight() <= blockHeight + (long) expiries.fulfillmentDeadline());
  }

  private List<HtlcSet> remove(Predicate<HtlcSet> condition) {
    if (sets.isEmpty()) {
      return List.of();
    }
    List<HtlcSet> over = sets.values().stream().filter(condition).toList();
    over.forEach(set -> sets.remove(set.paymentHash()));
    return over;
  }

  /** When {@link #expired} has something to return next, in milliseconds. */
  public long nextDeadlineMillis() {
    // Sets stand in the order of their first part, so the first is the first to expire.
    return sets.isEmpty() ? Long.MAX_VALUE : sets.values().iterator().next().deadlineMillis();
  }
}
