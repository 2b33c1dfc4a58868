package org.boltj.node;

import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.payment.OutgoingPayment;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;

/**
 * How far a probe came. Nothing was paid, and nothing is in flight any more.
 *
 * @param amount that was to arrive, msat
 * @param fee what the nodes between would have kept, msat; of the parts that arrived
 * @param parts every part that was sent, in order; one that arrived is FULFILLED
 * @param failure why not all of it arrived; empty when it did, so that a payment is likely to
 *     succeed
 * @param durationMillis from the call to the end
 */
public record ProbeResult(
    MilliSatoshi amount,
    MilliSatoshi fee,
    List<PartRecord> parts,
    Optional<PaymentFailure> failure,
    long durationMillis) {
  public ProbeResult {
    parts = List.copyOf(parts);
  }

  /** Whether all of it came to the recipient. */
  public boolean arrived() {
    return failure.isEmpty();
  }

  static ProbeResult of(OutgoingPayment probe, OutgoingPayment.Step.End end, long nowMillis) {
    PaymentRecord record = probe.record();
    Optional<PaymentFailure> failure =
        end instanceof OutgoingPayment.Step.Failed failed
            ? Optional.of(failed.failure())
            : Optional.empty();
    return new ProbeResult(
        record.amount(),
        record.fees(),
        record.parts(),
        failure,
        nowMillis - record.createdAtMillis());
  }
}
