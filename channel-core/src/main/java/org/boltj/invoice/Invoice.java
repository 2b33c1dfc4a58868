package org.boltj.invoice;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.crypto.RecoverableSignature;

/**
 * An invoice with a valid signature (BOLT 11). Made by {@link #decode(String)} or by an {@link
 * InvoiceBuilder}.
 *
 * @param amount empty: the payer chooses
 * @param timestampSeconds since 1970
 * @param payee the node to pay: the {@code n} field, or the key that made the signature
 * @param expirySeconds how long after the timestamp it can be paid
 * @param minFinalCltvExpiryDelta blocks that the last HTLC must leave the payee, at least
 * @param fallbackAddresses the best first
 * @param features what the payee supports and requires
 * @param otherFields fields that the specification says to skip, in their order
 * @param text the invoice itself, in lower case
 */
public record Invoice(
    Network network,
    Optional<MilliSatoshi> amount,
    long timestampSeconds,
    PaymentHash paymentHash,
    PaymentSecret paymentSecret,
    InvoiceDescription description,
    PublicKey payee,
    long expirySeconds,
    CltvExpiryDelta minFinalCltvExpiryDelta,
    List<FallbackAddress> fallbackAddresses,
    List<RouteHint> routeHints,
    Features features,
    Optional<Bytes> paymentMetadata,
    List<TaggedField> otherFields,
    RecoverableSignature signature,
    String text) {
  /** Where the invoice does not say it. */
  public static final long DEFAULT_EXPIRY_SECONDS = 3600;

  /** Where the invoice does not say it. */
  public static final CltvExpiryDelta DEFAULT_MIN_FINAL_CLTV_EXPIRY_DELTA = new CltvExpiryDelta(18);

  /** What a payer with this library can do if an invoice requires it. */
  private static final Features PAYABLE =
      Features.optional(
          Feature.VAR_ONION_OPTIN,
          Feature.PAYMENT_SECRET,
          Feature.BASIC_MPP,
          Feature.OPTION_ATTRIBUTION_DATA,
          Feature.OPTION_PAYMENT_METADATA);

  public Invoice {
    fallbackAddresses = List.copyOf(fallbackAddresses);
    routeHints = List.copyOf(routeHints);
    otherFields = List.copyOf(otherFields);
  }

  /**
   * Reads an invoice and checks its signature. Upper case, surrounding blanks and a leading {@code
   * lightning:} are accepted. Whether it is expired, or requires what we cannot do, is not checked:
   * see {@link #isExpired} and {@link #unknownRequiredFeatures}.
   */
  public static Invoice decode(String text) throws InvoiceException {
    return InvoiceDecoder.decode(text);
  }

  /** As {@link #decode(String)}, and refuses invoices of other networks. */
  public static Invoice decode(String text, Network expected) throws InvoiceException {
    Invoice invoice = decode(text);
    if (invoice.network != expected) {
      throw new InvoiceException(
          InvoiceException.Problem.WRONG_NETWORK,
          "the invoice is for " + invoice.network + ", not for " + expected);
    }
    return invoice;
  }

  /** Collects the fields of a new invoice. */
  public static InvoiceBuilder builder(
      Network network,
      PaymentHash paymentHash,
      PaymentSecret paymentSecret,
      InvoiceDescription description,
      long timestampSeconds) {
    return new InvoiceBuilder(network, paymentHash, paymentSecret, description, timestampSeconds);
  }

  /** The last second, since 1970, at which it can be paid. */
  public long expiresAtSeconds() {
    return timestampSeconds + expirySeconds;
  }

  public boolean isExpired(long nowSeconds) {
    return nowSeconds > expiresAtSeconds();
  }

  /**
   * Required feature bits that this library does not know: with any, the payment must not be tried.
   */
  public List<Integer> unknownRequiredFeatures() {
    return features.requiredBitsUnknownTo(PAYABLE);
  }

  /** Features whose dependencies are not set: with any, the payment must not be tried (BOLT 9). */
  public List<Feature> featuresWithMissingDependencies() {
    return features.withMissingDependencies();
  }

  /** Whether the amount may come in several parts. */
  public boolean allowsMultiPart() {
    return features.supports(Feature.BASIC_MPP);
  }

  /** For logs: without the payment_secret, which the text contains. */
  @Override
  public String toString() {
    return "Invoice("
        + network
        + ", "
        + amount.map(MilliSatoshi::toString).orElse("any amount")
        + ", "
        + paymentHash
        + ", to "
        + payee
        + ")";
  }
}
