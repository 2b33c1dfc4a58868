package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.raw;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.onion.SharedSecret;
import org.boltj.store.proto.HtlcProto;
import org.boltj.updates.Htlc;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.PaymentId;

/** HTLCs with the origin of those that we offered. */
final class HtlcCodec {
  private HtlcCodec() {}

  static HtlcProto.Htlc encode(Htlc htlc) {
    HtlcProto.Htlc.Builder proto =
        HtlcProto.Htlc.newBuilder()
            .setId(htlc.id())
            .setAmountMsat(htlc.amount().msat())
            .setPaymentHash(raw(htlc.paymentHash().value()))
            .setCltvExpiry(RawFields.uint32(htlc.cltvExpiry().height()));
    if (htlc instanceof OutgoingHtlc outgoing) {
      switch (outgoing.origin()) {
        case HtlcOrigin.Local local -> proto.setLocal(encode(local));
        case HtlcOrigin.Forwarded forwarded -> proto.setForwarded(encode(forwarded));
      }
    }
    return proto.build();
  }

  private static HtlcProto.Htlc.Local encode(HtlcOrigin.Local local) {
    return HtlcProto.Htlc.Local.newBuilder()
        .setPaymentId(raw(local.paymentId().value()))
        .setPart(local.part())
        .build();
  }

  private static HtlcProto.Htlc.Forwarded encode(HtlcOrigin.Forwarded forwarded) {
    return HtlcProto.Htlc.Forwarded.newBuilder()
        .setChannelId(raw(forwarded.channelId()))
        .setHtlcId(forwarded.htlcId())
        .setAmountInMsat(forwarded.amountIn().msat())
        .setExpiryIn(RawFields.uint32(forwarded.expiryIn().height()))
        .setSharedSecret(raw(forwarded.sharedSecret().value()))
        .setReceivedAtMillis(forwarded.receivedAtMillis())
        .build();
  }

  static Htlc decode(HtlcProto.Htlc proto) {
    MilliSatoshi amount = MilliSatoshi.of(proto.getAmountMsat());
    PaymentHash paymentHash = new PaymentHash(bytes(proto.getPaymentHash()));
    CltvExpiry expiry = RawFields.expiry(proto.getCltvExpiry());
    return switch (proto.getOriginCase()) {
      case LOCAL ->
          new OutgoingHtlc(proto.getId(), amount, paymentHash, expiry, decode(proto.getLocal()));
      case FORWARDED ->
          new OutgoingHtlc(
              proto.getId(), amount, paymentHash, expiry, decode(proto.getForwarded()));
      case ORIGIN_NOT_SET -> new IncomingHtlc(proto.getId(), amount, paymentHash, expiry);
    };
  }

  private static HtlcOrigin decode(HtlcProto.Htlc.Local proto) {
    return new HtlcOrigin.Local(new PaymentId(bytes(proto.getPaymentId())), proto.getPart());
  }

  private static HtlcOrigin decode(HtlcProto.Htlc.Forwarded proto) {
    return new HtlcOrigin.Forwarded(
        RawFields.channelId(proto.getChannelId()),
        proto.getHtlcId(),
        MilliSatoshi.of(proto.getAmountInMsat()),
        RawFields.expiry(proto.getExpiryIn()),
        new SharedSecret(bytes(proto.getSharedSecret())),
        proto.getReceivedAtMillis());
  }
}
