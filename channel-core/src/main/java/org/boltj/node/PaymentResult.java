package org.boltj.node;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;

/**
 * A payment that succeeded.
 *
 * @param paymentPreimage the proof of payment
 * @param amount what the recipient got, msat
 * @param fee what the nodes between kept, msat
 * @param parts over how many routes it went
 * @param failedAttempts how many parts failed before; the payment's record tells of each
 * @param durationMillis from the call to the first preimage
 */
public record PaymentResult(
    PaymentId id,
    PaymentHash paymentHash,
    PaymentPreimage paymentPreimage,
    MilliSatoshi amount,
    MilliSatoshi fee,
    int parts,
    int failedAttempts,
    long durationMillis) {

  static PaymentResult of(PaymentRecord record, PaymentPreimage preimage) {
    int failed = record.failedAttempts();
    return new PaymentResult(
        record.id(),
        record.paymentHash(),
        preimage,
        record.amount(),
        record.fees(),
        record.parts().size() - failed,
        failed,
        record.durationMillis().orElse(0));
  }
}
