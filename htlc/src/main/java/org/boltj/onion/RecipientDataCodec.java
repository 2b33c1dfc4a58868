package org.boltj.onion;

import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvStream;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Secp256k1;

/** The TLV stream of {@link RecipientData}. */
final class RecipientDataCodec {
  private static final long PADDING = 1;
  private static final long SHORT_CHANNEL_ID = 2;
  private static final long NEXT_NODE_ID = 4;
  private static final long PATH_ID = 6;
  private static final long NEXT_PATH_KEY_OVERRIDE = 8;
  private static final long PAYMENT_RELAY = 10;
  private static final long PAYMENT_CONSTRAINTS = 12;
  private static final long ALLOWED_FEATURES = 14;

  private static final Set<Long> KNOWN =
      Set.of(
          SHORT_CHANNEL_ID,
          NEXT_NODE_ID,
          PATH_ID,
          NEXT_PATH_KEY_OVERRIDE,
          PAYMENT_RELAY,
          PAYMENT_CONSTRAINTS,
          ALLOWED_FEATURES);

  private interface ValueReader<T> {
    T read(WireReader in) throws DecodeException;
  }

  private RecipientDataCodec() {}

  static RecipientData decode(Bytes wire) throws DecodeException {
    TlvStream tlvs = TlvStream.read(new WireReader(wire), KNOWN);
    return new RecipientData(
        value(tlvs, SHORT_CHANNEL_ID, WireReader::shortChannelId),
        value(tlvs, NEXT_NODE_ID, RecipientDataCodec::point),
        tlvs.get(PATH_ID),
        value(tlvs, NEXT_PATH_KEY_OVERRIDE, RecipientDataCodec::point),
        value(tlvs, PAYMENT_RELAY, RecipientDataCodec::relay),
        value(tlvs, PAYMENT_CONSTRAINTS, RecipientDataCodec::constraints),
        tlvs.get(ALLOWED_FEATURES).map(Features::decode));
  }

  private static <T> Optional<T> value(TlvStream tlvs, long type, ValueReader<T> reader)
      throws DecodeException {
    Optional<Bytes> wire = tlvs.get(type);
    if (wire.isEmpty()) {
      return Optional.empty();
    }
    WireReader in = new WireReader(wire.get());
    T value = reader.read(in);
    in.end();
    return Optional.of(value);
  }

  private static PublicKey point(WireReader in) throws DecodeException {
    PublicKey point = in.point();
    if (!Secp256k1.get().isValid(point)) {
      throw new DecodeException("not on the curve: " + point);
    }
    return point;
  }

  private static RecipientData.PaymentRelay relay(WireReader in) throws DecodeException {
    return new RecipientData.PaymentRelay(
        new CltvExpiryDelta(in.u16()), in.u32(), MilliSatoshi.of(in.tu(4)));
  }

  private static RecipientData.PaymentConstraints constraints(WireReader in)
      throws DecodeException {
    return new RecipientData.PaymentConstraints(new CltvExpiry(in.u32()), PayloadFields.amount(in));
  }

  static Bytes encode(RecipientData data, Optional<Bytes> padding) {
    TlvStream tlvs =
        TlvStream.builder()
            .put(PADDING, padding)
            .put(SHORT_CHANNEL_ID, data.shortChannelId().map(RecipientDataCodec::bytes))
            .put(NEXT_NODE_ID, data.nextNodeId().map(PublicKey::value))
            .put(PATH_ID, data.pathId())
            .put(NEXT_PATH_KEY_OVERRIDE, data.nextPathKeyOverride().map(PublicKey::value))
            .put(PAYMENT_RELAY, data.paymentRelay().map(RecipientDataCodec::bytes))
            .put(PAYMENT_CONSTRAINTS, data.paymentConstraints().map(RecipientDataCodec::bytes))
            .put(ALLOWED_FEATURES, data.allowedFeatures().map(Features::encode))
            .build();
    return new WireWriter().tlvs(tlvs).toBytes();
  }

  private static Bytes bytes(ShortChannelId id) {
    return new WireWriter().shortChannelId(id).toBytes();
  }

  private static Bytes bytes(RecipientData.PaymentRelay relay) {
    return new WireWriter()
        .u16(relay.cltvExpiryDelta().blocks())
        .u32(relay.feeProportionalMillionths())
        .tu(relay.feeBaseMsat().msat())
        .toBytes();
  }

  private static Bytes bytes(RecipientData.PaymentConstraints constraints) {
    return new WireWriter()
        .u32(constraints.maxCltvExpiry().height())
        .tu(constraints.htlcMinimumMsat().msat())
        .toBytes();
  }
}
