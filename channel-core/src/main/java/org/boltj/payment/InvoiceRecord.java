package org.boltj.payment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;

/**
 * An invoice of ours, or a spontaneous payment to us, as it is stored.
 *
 * @param amount what the payer must send, msat; empty when the payer may choose
 * @param paymentMetadata what the payer must send back, when the invoice has it
 * @param invoice the encoded invoice; empty for a spontaneous payment
 * @param createdAtSeconds seconds since 1970
 * @param expiresAtSeconds the last second at which parts are taken, since 1970
 */
public record InvoiceRecord(
    PaymentHash paymentHash,
    PaymentPreimage paymentPreimage,
    PaymentSecret paymentSecret,
    Optional<MilliSatoshi> amount,
    Optional<Bytes> paymentMetadata,
    CltvExpiryDelta minFinalCltvExpiryDelta,
    String invoice,
    long createdAtSeconds,
    long expiresAtSeconds,
    Status status) {

  /** What became of the invoice. */
  public sealed interface Status {}

  /** Not paid yet. */
  public record Open() implements Status {}

  /**
   * Paid: the preimage is on its way to the payer.
   *
   * @param amount all parts together, msat
   * @param parts the HTLCs that paid it; they, and no others, may be claimed
   */
  public record Received(MilliSatoshi amount, long atSeconds, List<HtlcId> parts)
      implements Status {
    public Received {
      parts = List.copyOf(parts);
    }
  }

  /** Not to be paid any more. */
  public record Cancelled() implements Status {}

  public InvoiceRecord with(Status newStatus) {
    return new InvoiceRecord(
        paymentHash,
        paymentPreimage,
        paymentSecret,
        amount,
        paymentMetadata,
        minFinalCltvExpiryDelta,
        invoice,
        createdAtSeconds,
        expiresAtSeconds,
        newStatus);
  }

  public boolean isOpen(long nowSeconds) {
    return status instanceof Open && nowSeconds <= expiresAtSeconds;
  }

  /** Whether this HTLC was one of those that paid the invoice. */
  public boolean wasPaidBy(HtlcId htlc) {
    return status instanceof Received received && received.parts().contains(htlc);
  }
}
