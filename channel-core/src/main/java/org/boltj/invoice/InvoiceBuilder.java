package org.boltj.invoice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.RecoverableSignature;

/**
 * Collects the fields of an invoice and has them signed. Fields are written in one fixed order,
 * each in its shortest form. Values out of bounds are an {@link IllegalArgumentException}.
 */
public final class InvoiceBuilder {
  private static final int MAX_BYTES = TaggedField.MAX_SIZE * 5 / 8;

  private final Network network;
  private final long timestampSeconds;
  private final List<TaggedField> fields = new ArrayList<>();
  private Optional<MilliSatoshi> amount = Optional.empty();
  private Optional<PublicKey> payee = Optional.empty();
  private Optional<Long> expirySeconds = Optional.empty();
  private Optional<CltvExpiryDelta> minFinalCltvExpiryDelta = Optional.empty();
  private Optional<Bytes> paymentMetadata = Optional.empty();
  private final List<FallbackAddress> fallbackAddresses = new ArrayList<>();
  private final List<RouteHint> routeHints = new ArrayList<>();
  private Features features = Features.required(Feature.VAR_ONION_OPTIN, Feature.PAYMENT_SECRET);

  InvoiceBuilder(
      Network network,
      PaymentHash paymentHash,
      PaymentSecret paymentSecret,
      InvoiceDescription description,
      long timestampSeconds) {
    if (timestampSeconds < 0 || timestampSeconds >= 1L << 35) {
      throw new IllegalArgumentException("a timestamp has 35 bits: " + timestampSeconds);
    }
    this.network = network;
    this.timestampSeconds = timestampSeconds;
    fields.add(TaggedField.ofBytes(TaggedField.PAYMENT_SECRET, paymentSecret.value()));
    fields.add(TaggedField.ofBytes(TaggedField.PAYMENT_HASH, paymentHash.value()));
    fields.add(
        switch (description) {
          case InvoiceDescription.Text text -> text(text.text());
          case InvoiceDescription.OfHash hash ->
              TaggedField.ofBytes(TaggedField.DESCRIPTION_HASH, hash.sha256());
        });
  }

  private static TaggedField text(String text) {
    Bytes utf8 = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    if (utf8.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a description has at most 639 bytes, not " + utf8.size() + ": use a description_hash");
    }
    return TaggedField.ofBytes(TaggedField.DESCRIPTION, utf8);
  }

  /** More than zero; without an amount the payer chooses. */
  public InvoiceBuilder amount(MilliSatoshi amount) {
    if (amount.isZero() || amount.isGreaterThan(MilliSatoshi.MAX_MONEY)) {
      throw new IllegalArgumentException("an invoice cannot ask for " + amount);
    }
    this.amount = Optional.of(amount);
    return this;
  }

  /** Names the payee, who must be the signer; otherwise the key is recovered from the signature. */
  public InvoiceBuilder payee(PublicKey payee) {
    this.payee = Optional.of(payee);
    return this;
  }

  /**
   * Seconds from the timestamp; 3600 when not called.
   *
   * @param seconds 0 or more, less than 2<sup>60</sup>
   */
  public InvoiceBuilder expirySeconds(long seconds) {
    if (seconds < 0 || seconds >= 1L << 60) {
      throw new IllegalArgumentException(
          "an expiry is 0 seconds or more and has at most 60 bits: " + seconds);
    }
    this.expirySeconds = Optional.of(seconds);
    return this;
  }

  /** 18 blocks when not called. */
  public InvoiceBuilder minFinalCltvExpiryDelta(CltvExpiryDelta delta) {
    this.minFinalCltvExpiryDelta = Optional.of(delta);
    return this;
  }

  /** At most 639 bytes, which come back in the payment's onion. */
  public InvoiceBuilder paymentMetadata(Bytes metadata) {
    if (metadata.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "payment_metadata has at most 639 bytes: " + metadata.size());
    }
    this.paymentMetadata = Optional.of(metadata);
    return this;
  }

  /** May be called more than once; the best first. */
  public InvoiceBuilder fallbackAddress(FallbackAddress address) {
    fallbackAddresses.add(address);
    return this;
  }

  /** May be called more than once; the best first. */
  public InvoiceBuilder routeHint(RouteHint hint) {
    routeHints.add(hint);
    return this;
  }

  /** var_onion_optin and payment_secret, both required, when not called. */
  public InvoiceBuilder features(Features features) {
    this.features = features;
    return this;
  }

  /**
   * The invoice.
   *
   * @param signer signs a 32-byte hash with the payee's node key
   * @throws IllegalArgumentException when the signer is not the named payee
   */
  public Invoice sign(Function<Bytes, RecoverableSignature> signer) {
    String front = new HumanReadablePart(network, amount).format();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(FiveBits.fromNumber(timestampSeconds, 7));
    for (TaggedField field : allFields()) {
      data.write(field.type());
      data.writeBytes(FiveBits.fromNumber(field.data().size(), 2));
      data.writeBytes(field.data().toArray());
    }
    RecoverableSignature signature =
        signer.apply(InvoiceDecoder.signedHash(front, data.toByteArray()));
    Bytes recoveryId = Bytes.of((byte) signature.recoveryId());
    data.writeBytes(FiveBits.fromBytes(Bytes.concat(signature.signature().value(), recoveryId)));
    try {
      return Invoice.decode(Bech32.encode(front, data.toByteArray()));
    } catch (InvoiceException e) {
      throw new IllegalArgumentException("signed by another key than the payee's", e);
    }
  }

  private List<TaggedField> allFields() {
    List<TaggedField> all = new ArrayList<>(fields);
    paymentMetadata.ifPresent(m -> all.add(TaggedField.ofBytes(TaggedField.PAYMENT_METADATA, m)));
    payee.ifPresent(key -> all.add(TaggedField.ofBytes(TaggedField.PAYEE, key.value())));
    expirySeconds.ifPresent(s -> all.add(TaggedField.ofNumber(TaggedField.EXPIRY, s)));
    minFinalCltvExpiryDelta.ifPresent(
        d -> all.add(TaggedField.ofNumber(TaggedField.MIN_FINAL_CLTV_EXPIRY_DELTA, d.blocks())));
    fallbackAddresses.forEach(address -> all.add(field(address)));
    routeHints.forEach(hint -> all.add(field(hint)));
    if (!features.isEmpty()) {
      all.add(new TaggedField(TaggedField.FEATURES, Bytes.wrap(FeatureBits.toFiveBits(features))));
    }
    return all;
  }

  private static TaggedField field(FallbackAddress address) {
    Bytes version = Bytes.of((byte) address.version());
    Bytes program = Bytes.wrap(FiveBits.fromBytes(address.program()));
    return new TaggedField(TaggedField.FALLBACK, Bytes.concat(version, program));
  }

  private static TaggedField field(RouteHint hint) {
    WireWriter out = new WireWriter();
    for (RouteHint.Hop hop : hint.hops()) {
      out.point(hop.nodeId())
          .shortChannelId(hop.shortChannelId())
          .u32(hop.feeBaseMsat().msat())
          .u32(hop.feeProportionalMillionths())
          .u16(hop.cltvExpiryDelta().blocks());
    }
    return TaggedField.ofBytes(TaggedField.ROUTE_HINT, out.toBytes());
  }
}
