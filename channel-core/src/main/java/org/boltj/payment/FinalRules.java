package org.boltj.payment;

import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.FailureMessage.FinalIncorrectCltvExpiry;
import org.boltj.onion.FailureMessage.FinalIncorrectHtlcAmount;
import org.boltj.onion.FailureMessage.IncorrectOrUnknownPaymentDetails;

/**
 * Whether an HTLC that ends here pays an invoice (BOLT 4, "Failure Messages").
 *
 * <p>A wrong hash, secret, amount, metadata or expiry all have one and the same answer, so that
 * nobody can find out by probing which payments we expect.
 */
public final class FinalRules {
  private FinalRules() {}

  /** What is wrong with the part; empty when it may join the others of its payment. */
  public static Optional<FailureMessage> failure(
      ReceivedPart part,
      Optional<InvoiceRecord> invoice,
      ExpiryRules expiries,
      int blockHeight,
      long nowSeconds) {
    if (part.expiry().compareTo(part.outgoingCltvValue()) < 0) {
      return Optional.of(new FinalIncorrectCltvExpiry(part.expiry()));
    }
    if (part.amount().isLessThan(part.amtToForward())) {
      return Optional.of(new FinalIncorrectHtlcAmount(part.amount()));
    }
    boolean fits =
        invoice
            .filter(i -> i.isOpen(nowSeconds))
            .filter(i -> secretFits(part, i))
            .filter(i -> i.paymentMetadata().equals(part.paymentMetadata()))
            .filter(i -> totalFits(part.totalMsat(), i.amount()))
            .filter(i -> isLateEnough(part, i, expiries, blockHeight))
            .isPresent();
    return fits ? Optional.empty() : Optional.of(unknown(part, blockHeight));
  }

  /** The one answer to everything that must not be probed. */
  public static FailureMessage unknown(ReceivedPart part, int blockHeight) {
    return new IncorrectOrUnknownPaymentDetails(part.amount(), blockHeight);
  }

  private static boolean secretFits(ReceivedPart part, InvoiceRecord invoice) {
    if (part.keysendPreimage().isPresent()) {
      // The origin node had no invoice to learn a secret from: it shows the preimage instead.
      return part.keysendPreimage().get().equals(invoice.paymentPreimage())
          && part.totalMsat().equals(part.amtToForward());
    }
    return part.paymentSecret().filter(invoice.paymentSecret()::equals).isPresent();
  }

  private static boolean totalFits(MilliSatoshi total, Optional<MilliSatoshi> expected) {
    return expected
        .map(e -> !total.isLessThan(e) && total.msat() / 2 <= e.msat())
        .orElse(!total.isZero());
  }

  private static boolean isLateEnough(
      ReceivedPart part, InvoiceRecord invoice, ExpiryRules expiries, int blockHeight) {
    int delta =
        Math.max(
            invoice.minFinalCltvExpiryDelta().blocks(),
            expiries.minFinalCltvExpiryDelta().blocks());
    return part.expiry().height() >= (long) blockHeight + delta;
  }
}
