package org.boltj.payment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.onion.HopPayload;
import org.boltj.onion.OnionHop;
import org.boltj.onion.PaymentData;

/**
 * What is to be paid, to whom, and within which limits.
 *
 * @param amount what the recipient is to get, msat
 * @param paymentSecret of the invoice; empty for a spontaneous payment
 * @param paymentMetadata of the invoice, sent back as it is
 * @param keysendPreimage for a spontaneous payment
 * @param invoice the encoded invoice; empty for a spontaneous payment
 * @param feeLimit the most that all parts together may cost, msat
 * @param maxParts 1 when the recipient takes no multi-part payment
 */
public record PaymentRequest(
    PaymentHash paymentHash,
    PublicKey recipient,
    MilliSatoshi amount,
    CltvExpiryDelta minFinalCltvExpiryDelta,
    Optional<PaymentSecret> paymentSecret,
    Optional<Bytes> paymentMetadata,
    Optional<PaymentPreimage> keysendPreimage,
    String invoice,
    MilliSatoshi feeLimit,
    int maxParts,
    long timeoutMillis) {

  /**
   * The same for a probe, with a hash whose preimage nobody knows. Nothing of the invoice is in it.
   */
  public PaymentRequest toProbe(PaymentHash unknown, PaymentSecret random) {
    return new PaymentRequest(
        unknown,
        recipient,
        amount,
        minFinalCltvExpiryDelta,
        Optional.of(random),
        Optional.empty(),
        Optional.empty(),
        "",
        feeLimit,
        maxParts,
        timeoutMillis);
  }

  /** What the payload of the last hop takes in the onion at most, in bytes. */
  public int finalPayloadBytes() {
    Bytes payload = finalPayload(amount, new CltvExpiry(CltvExpiry.LIMIT - 1)).encode();
    return OnionHop.packedSize(payload.size());
  }

  /** The payload of the last hop of one part. */
  public HopPayload.Final finalPayload(MilliSatoshi partAmount, CltvExpiry expiry) {
    return new HopPayload.Final(
        partAmount,
        expiry,
        paymentSecret.map(secret -> new PaymentData(secret, amount)),
        paymentMetadata,
        keysendPreimage,
        List.of());
  }
}
