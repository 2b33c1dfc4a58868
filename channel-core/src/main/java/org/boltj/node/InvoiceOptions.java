package org.boltj.node;

import java.time.Duration;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;

/**
 * What an invoice says.
 *
 * @param amount msat; empty lets the payer choose
 * @param description what it is for; at most 639 bytes of UTF-8
 * @param expiry from its creation, whole seconds
 * @param minFinalCltvExpiryDelta blocks that we want for claiming the last HTLC; raised to {@link
 *     org.boltj.payment.ExpiryRules#minFinalCltvExpiryDelta} where it is less
 * @param paymentMetadata the payer sends it back with each part
 * @param paymentPreimage chosen by the application; empty draws one
 */
public record InvoiceOptions(
    Optional<MilliSatoshi> amount,
    String description,
    Duration expiry,
    CltvExpiryDelta minFinalCltvExpiryDelta,
    Optional<Bytes> paymentMetadata,
    Optional<PaymentPreimage> paymentPreimage) {

  /** For an amount, payable within an hour. */
  public static InvoiceOptions of(MilliSatoshi amount, String description) {
    return new InvoiceOptions(
        Optional.of(amount),
        description,
        Duration.ofHours(1),
        new CltvExpiryDelta(24),
        Optional.empty(),
        Optional.empty());
  }

  public InvoiceOptions withExpiry(Duration chosen) {
    return new InvoiceOptions(
        amount, description, chosen, minFinalCltvExpiryDelta, paymentMetadata, paymentPreimage);
  }

  public InvoiceOptions withPaymentMetadata(Bytes metadata) {
    return new InvoiceOptions(
        amount,
        description,
        expiry,
        minFinalCltvExpiryDelta,
        Optional.of(metadata),
        paymentPreimage);
  }

  public InvoiceOptions withPaymentPreimage(PaymentPreimage chosen) {
    return new InvoiceOptions(
        amount, description, expiry, minFinalCltvExpiryDelta, paymentMetadata, Optional.of(chosen));
  }

  /** The payer may choose the amount. */
  public InvoiceOptions withAnyAmount() {
    return new InvoiceOptions(
        Optional.empty(),
        description,
        expiry,
        minFinalCltvExpiryDelta,
        paymentMetadata,
        paymentPreimage);
  }
}
