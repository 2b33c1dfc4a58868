package org.boltj.invoice;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.crypto.Secp256k1;
import org.boltj.invoice.InvoiceException.Problem;
import org.jspecify.annotations.Nullable;

/** The tagged fields of one invoice, collected one after the other (BOLT 11, "Tagged Fields"). */
final class InvoiceFields {
  private static final int HASH_SIZE = 52;
  private static final int KEY_SIZE = 53;

  private @Nullable PaymentHash paymentHash;
  private @Nullable PaymentSecret paymentSecret;
  private @Nullable String description;
  private @Nullable Bytes descriptionHash;
  private @Nullable PublicKey payee;
  private @Nullable Long expirySeconds;
  private @Nullable CltvExpiryDelta minFinalCltvExpiryDelta;
  private @Nullable Features features;
  private @Nullable Bytes paymentMetadata;
  private final List<FallbackAddress> fallbackAddresses = new ArrayList<>();
  private final List<RouteHint> routeHints = new ArrayList<>();
  private final List<TaggedField> otherFields = new ArrayList<>();

  /** The first of a kind counts; what the reader has to skip is kept as it is. */
  void read(TaggedField field) throws InvoiceException {
    boolean taken =
        switch (field.type()) {
          case TaggedField.PAYMENT_HASH -> readPaymentHash(field);
          case TaggedField.PAYMENT_SECRET -> readPaymentSecret(field);
          case TaggedField.DESCRIPTION -> readDescription(field);
          case TaggedField.DESCRIPTION_HASH -> readDescriptionHash(field);
          case TaggedField.PAYEE -> readPayee(field);
          case TaggedField.EXPIRY -> readExpiry(field);
          case TaggedField.MIN_FINAL_CLTV_EXPIRY_DELTA -> readMinFinalCltvExpiryDelta(field);
          case TaggedField.FEATURES -> readFeatures(field);
          case TaggedField.PAYMENT_METADATA -> readPaymentMetadata(field);
          case TaggedField.FALLBACK -> readFallback(field);
          case TaggedField.ROUTE_HINT -> readRouteHint(field);
          default -> false;
        };
    if (!taken) {
      otherFields.add(field);
    }
  }

  // BOLT 11 has two opinions on p, h, s and n of a wrong length: the text says to fail, its test
  // vector says to ignore. Skipping serves both where it matters: without a right one of p and s
  // the
  // invoice fails.

  private boolean readPaymentHash(TaggedField field) throws InvoiceException {
    if (paymentHash != null || field.data().size() != HASH_SIZE) {
      return false;
    }
    paymentHash = new PaymentHash(field.bytes());
    return true;
  }

  private boolean readPaymentSecret(TaggedField field) throws InvoiceException {
    if (paymentSecret != null || field.data().size() != HASH_SIZE) {
      return false;
    }
    paymentSecret = new PaymentSecret(field.bytes());
    return true;
  }

  private boolean readDescriptionHash(TaggedField field) throws InvoiceException {
    if (descriptionHash != null || field.data().size() != HASH_SIZE) {
      return false;
    }
    descriptionHash = field.bytes();
    return true;
  }

  private boolean readPayee(TaggedField field) throws InvoiceException {
    if (payee != null || field.data().size() != KEY_SIZE) {
      return false;
    }
    payee = point(field.bytes(), "the payee's node id");
    return true;
  }

  private boolean readDescription(TaggedField field) throws InvoiceException {
    if (description != null) {
      return false;
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(field.bytes().toArray());
      description = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
      return true;
    } catch (CharacterCodingException e) {
      throw new InvoiceException(Problem.INVALID_FIELD, "the description is not UTF-8");
    }
  }

  private boolean readExpiry(TaggedField field) throws InvoiceException {
    if (expirySeconds != null) {
      return false;
    }
    expirySeconds = field.number("expiry", 1L << 60);
    return true;
  }

  private boolean readMinFinalCltvExpiryDelta(TaggedField field) throws InvoiceException {
    if (minFinalCltvExpiryDelta != null) {
      return false;
    }
    long blocks = field.number("min_final_cltv_expiry_delta", 0xffff);
    minFinalCltvExpiryDelta = new CltvExpiryDelta((int) blocks);
    return true;
  }

  private boolean readFeatures(TaggedField field) throws InvoiceException {
    if (features != null) {
      return false;
    }
    byte[] values = field.data().toArray();
    if (values.length > 0 && values[0] == 0) {
      throw new InvoiceException(Problem.INVALID_FIELD, "features start with zeros");
    }
    features = FeatureBits.fromFiveBits(values);
    return true;
  }

  private boolean readPaymentMetadata(TaggedField field) throws InvoiceException {
    if (paymentMetadata != null) {
      return false;
    }
    paymentMetadata = field.bytes();
    return true;
  }

  private boolean readFallback(TaggedField field) throws InvoiceException {
    if (field.data().isEmpty() || field.data().get(0) > 18) {
      return false;
    }
    int version = field.data().get(0);
    Bytes program = FiveBits.toBytes(field.data().slice(1).toArray());
    if (!FallbackAddress.isValid(version, program.size())) {
      return false;
    }
    return fallbackAddresses.add(new FallbackAddress(version, program));
  }

  private boolean readRouteHint(TaggedField field) throws InvoiceException {
    Bytes wire = field.bytes();
    if (wire.isEmpty() || wire.size() % RouteHint.Hop.SIZE != 0) {
      throw new InvoiceException(
          Problem.INVALID_FIELD, "a route hint of " + wire.size() + " bytes is not of whole hops");
    }
    WireReader in = new WireReader(wire);
    List<RouteHint.Hop> hops = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        hops.add(
            new RouteHint.Hop(
                point(in.bytes(33), "a node id in a route hint"),
                in.shortChannelId(),
                MilliSatoshi.of(in.u32()),
                in.u32(),
                new CltvExpiryDelta(in.u16())));
      }
    } catch (DecodeException e) {
      throw new InvoiceException(Problem.INVALID_FIELD, "a route hint breaks off");
    }
    return routeHints.add(new RouteHint(hops));
  }

  private static PublicKey point(Bytes wire, String what) throws InvoiceException {
    if (wire.get(0) == 2 || wire.get(0) == 3) {
      PublicKey key = new PublicKey(wire);
      if (Secp256k1.get().isValid(key)) {
        return key;
      }
    }
    throw new InvoiceException(Problem.INVALID_FIELD, what + " is not on the curve: " + wire);
  }

  PaymentHash paymentHash() throws InvoiceException {
    return required(paymentHash, "payment_hash (p)");
  }

  PaymentSecret paymentSecret() throws InvoiceException {
    return required(paymentSecret, "payment_secret (s)");
  }

  InvoiceDescription description() throws InvoiceException {
    if (description != null && descriptionHash != null) {
      throw new InvoiceException(
          Problem.INVALID_FIELD, "there are both description (d) and description_hash (h)");
    }
    return description != null
        ? new InvoiceDescription.Text(description)
        : new InvoiceDescription.OfHash(
            required(descriptionHash, "description (d) or description_hash (h)"));
  }

  private static <T> T required(@Nullable T value, String name) throws InvoiceException {
    if (value == null) {
      throw new InvoiceException(Problem.MISSING_FIELD, "there is no " + name);
    }
    return value;
  }

  Optional<PublicKey> payee() {
    return Optional.ofNullable(payee);
  }

  long expirySeconds() {
    return expirySeconds == null ? Invoice.DEFAULT_EXPIRY_SECONDS : expirySeconds;
  }

  CltvExpiryDelta minFinalCltvExpiryDelta() {
    return minFinalCltvExpiryDelta == null
        ? Invoice.DEFAULT_MIN_FINAL_CLTV_EXPIRY_DELTA
        : minFinalCltvExpiryDelta;
  }

  Features features() {
    return features == null ? Features.EMPTY : features;
  }

  Optional<Bytes> paymentMetadata() {
    return Optional.ofNullable(paymentMetadata);
  }

  List<FallbackAddress> fallbackAddresses() {
    return fallbackAddresses;
  }

  List<RouteHint> routeHints() {
    return routeHints;
  }

  List<TaggedField> otherFields() {
    return otherFields;
  }
}
