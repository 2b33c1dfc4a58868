package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.onion.SharedSecret;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentHop;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.PaymentRoute;
import org.boltj.store.proto.PaymentProto;
import org.boltj.updates.PaymentId;

/** Payments that we make, with their parts. */
final class PaymentCodec {
  private PaymentCodec() {}

  static Bytes encode(PaymentRecord payment) {
    PaymentProto.Payment.Builder proto =
        PaymentProto.Payment.newBuilder()
            .setId(raw(payment.id().value()))
            .setPaymentHash(raw(payment.paymentHash().value()))
            .setRecipient(raw(payment.recipient()))
            .setAmountMsat(payment.amount().msat())
            .setInvoice(payment.invoice())
            .setCreatedAtMillis(payment.createdAtMillis());
    switch (payment.status()) {
      case PaymentRecord.Pending s ->
          proto.setPending(PaymentProto.Payment.Pending.getDefaultInstance());
      case PaymentRecord.Succeeded s ->
          proto.setSucceeded(
              PaymentProto.Payment.Succeeded.newBuilder()
                  .setPaymentPreimage(raw(s.paymentPreimage().value()))
                  .setFeeMsat(s.fee().msat())
                  .setAtMillis(s.atMillis()));
      case PaymentRecord.Failed s ->
          proto.setFailed(
              PaymentProto.Payment.Failed.newBuilder().setWhy(s.why()).setAtMillis(s.atMillis()));
    }
    payment.parts().forEach(part -> proto.addParts(encode(part)));
    return RecordEnvelope.seal(proto.build());
  }

  private static PaymentProto.Part encode(PartRecord part) {
    PaymentProto.Part.Builder proto =
        PaymentProto.Part.newBuilder()
            .setNumber(part.number())
            .setChannelId(raw(part.channelId()))
            .setSharedSecrets(RawFields.joined(part.sharedSecrets(), SharedSecret::value))
            .setState(encode(part.state()))
            .setSentAtMillis(part.sentAtMillis())
            .setEndedAtMillis(part.endedAtMillis())
            .setFailure(part.failure());
    part.erringNode().ifPresent(node -> proto.setErringNode(raw(node)));
    for (PaymentHop hop : part.route().hops()) {
      proto.addRoute(
          PaymentProto.Hop.newBuilder()
              .setNodeId(raw(hop.nodeId()))
              .setShortChannelId(hop.shortChannelId().value())
              .setAmountMsat(hop.amount().msat())
              .setExpiry(RawFields.uint32(hop.expiry().height())));
    }
    return proto.build();
  }

  private static PaymentProto.Part.State encode(PartRecord.State state) {
    return switch (state) {
      case IN_FLIGHT -> PaymentProto.Part.State.IN_FLIGHT;
      case FULFILLED -> PaymentProto.Part.State.FULFILLED;
      case FAILED -> PaymentProto.Part.State.FAILED;
    };
  }

  static PaymentRecord decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open(
        "a stored payment", sealed, PaymentProto.Payment.parser(), PaymentCodec::decode);
  }

  private static PaymentRecord decode(PaymentProto.Payment proto) throws DecodeException {
    List<PartRecord> parts = new ArrayList<>(proto.getPartsCount());
    for (PaymentProto.Part part : proto.getPartsList()) {
      parts.add(decode(part));
    }
    return new PaymentRecord(
        new PaymentId(bytes(proto.getId())),
        new PaymentHash(bytes(proto.getPaymentHash())),
        RawFields.publicKey(proto.getRecipient()),
        MilliSatoshi.of(proto.getAmountMsat()),
        proto.getInvoice(),
        proto.getCreatedAtMillis(),
        status(proto),
        parts);
  }

  private static PaymentRecord.Status status(PaymentProto.Payment proto) throws DecodeException {
    return switch (proto.getStatusCase()) {
      case PENDING -> new PaymentRecord.Pending();
      case SUCCEEDED ->
          new PaymentRecord.Succeeded(
              new PaymentPreimage(bytes(proto.getSucceeded().getPaymentPreimage())),
              MilliSatoshi.of(proto.getSucceeded().getFeeMsat()),
              proto.getSucceeded().getAtMillis());
      case FAILED ->
          new PaymentRecord.Failed(proto.getFailed().getWhy(), proto.getFailed().getAtMillis());
      case STATUS_NOT_SET -> throw new DecodeException("a payment of an unknown status");
    };
  }

  private static PartRecord decode(PaymentProto.Part proto) throws DecodeException {
    return new PartRecord(
        proto.getNumber(),
        RawFields.channelId(proto.getChannelId()),
        new PaymentRoute(proto.getRouteList().stream().map(PaymentCodec::decode).toList()),
        RawFields.split(proto.getSharedSecrets(), 32, SharedSecret::new),
        decode(proto.getState()),
        proto.getSentAtMillis(),
        proto.getEndedAtMillis(),
        proto.hasErringNode()
            ? Optional.of(RawFields.publicKey(proto.getErringNode()))
            : Optional.empty(),
        proto.getFailure());
  }

  private static PaymentHop decode(PaymentProto.Hop proto) {
    return new PaymentHop(
        RawFields.publicKey(proto.getNodeId()),
        new ShortChannelId(proto.getShortChannelId()),
        MilliSatoshi.of(proto.getAmountMsat()),
        RawFields.expiry(proto.getExpiry()));
  }

  private static PartRecord.State decode(PaymentProto.Part.State state) throws DecodeException {
    return switch (state) {
      case IN_FLIGHT -> PartRecord.State.IN_FLIGHT;
      case FULFILLED -> PartRecord.State.FULFILLED;
      case FAILED -> PartRecord.State.FAILED;
      case UNSPECIFIED, UNRECOGNIZED -> throw new DecodeException("a part of an unknown state");
    };
  }
}
