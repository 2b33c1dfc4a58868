package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.optional;
import static org.boltj.store.RawFields.raw;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.store.proto.HtlcProto;
import org.boltj.updates.Htlc;
import org.boltj.updates.Update;

/** Updates on their way into commitments. */
final class UpdateCodec {
  private UpdateCodec() {}

  static HtlcProto.Update encode(Update update, HtlcTable htlcs) {
    HtlcProto.Update.Builder proto = HtlcProto.Update.newBuilder();
    switch (update) {
      case Update.Add add -> proto.setAdd(encode(add, htlcs));
      case Update.Fulfill fulfill -> proto.setFulfill(encode(fulfill));
      case Update.Fail fail -> proto.setFail(encode(fail));
      case Update.FailMalformed malformed -> proto.setFailMalformed(encode(malformed));
      case Update.Fee fee ->
          proto.setFee(
              HtlcProto.Update.Fee.newBuilder()
                  .setFeeratePerKw(RawFields.uint32(fee.feerate().satPerKw())));
    }
    return proto.build();
  }

  static HtlcProto.Update.Add encode(Update.Add add, HtlcTable htlcs) {
    HtlcProto.Update.Add.Builder proto =
        HtlcProto.Update.Add.newBuilder()
            .setHtlc(htlcs.position(add.htlc()))
            .setOnion(raw(add.onion()));
    add.pathKey().ifPresent(key -> proto.setPathKey(raw(key)));
    return proto.build();
  }

  private static HtlcProto.Update.Fulfill encode(Update.Fulfill fulfill) {
    HtlcProto.Update.Fulfill.Builder proto =
        HtlcProto.Update.Fulfill.newBuilder()
            .setId(fulfill.id())
            .setPaymentPreimage(raw(fulfill.preimage().value()));
    fulfill.attributionData().ifPresent(data -> proto.setAttributionData(raw(data)));
    return proto.build();
  }

  private static HtlcProto.Update.Fail encode(Update.Fail fail) {
    HtlcProto.Update.Fail.Builder proto =
        HtlcProto.Update.Fail.newBuilder().setId(fail.id()).setReason(raw(fail.reason()));
    fail.attributionData().ifPresent(data -> proto.setAttributionData(raw(data)));
    return proto.build();
  }

  private static HtlcProto.Update.FailMalformed encode(Update.FailMalformed malformed) {
    return HtlcProto.Update.FailMalformed.newBuilder()
        .setId(malformed.id())
        .setSha256OfOnion(raw(malformed.sha256OfOnion()))
        .setFailureCode(malformed.failureCode())
        .build();
  }

  static List<Update> decode(List<HtlcProto.Update> protos, List<Htlc> htlcs)
      throws DecodeException {
    List<Update> updates = new ArrayList<>(protos.size());
    for (HtlcProto.Update proto : protos) {
      updates.add(decode(proto, htlcs));
    }
    return updates;
  }

  private static Update decode(HtlcProto.Update proto, List<Htlc> htlcs) throws DecodeException {
    return switch (proto.getKindCase()) {
      case ADD -> decode(proto.getAdd(), htlcs);
      case FULFILL -> decode(proto.getFulfill());
      case FAIL -> decode(proto.getFail());
      case FAIL_MALFORMED -> decode(proto.getFailMalformed());
      case FEE -> new Update.Fee(RawFields.feerate(proto.getFee().getFeeratePerKw()));
      case KIND_NOT_SET -> throw new DecodeException("an update of an unknown kind");
    };
  }

  static Update.Add decode(HtlcProto.Update.Add proto, List<Htlc> htlcs) throws DecodeException {
    return new Update.Add(
        htlcAt(htlcs, proto.getHtlc()),
        bytes(proto.getOnion()),
        optional(proto.hasPathKey(), proto.getPathKey()).map(PublicKey::new));
  }

  private static Update decode(HtlcProto.Update.Fulfill proto) {
    return new Update.Fulfill(
        proto.getId(),
        new PaymentPreimage(bytes(proto.getPaymentPreimage())),
        optional(proto.hasAttributionData(), proto.getAttributionData()));
  }

  private static Update decode(HtlcProto.Update.Fail proto) {
    return new Update.Fail(
        proto.getId(),
        bytes(proto.getReason()),
        optional(proto.hasAttributionData(), proto.getAttributionData()));
  }

  private static Update decode(HtlcProto.Update.FailMalformed proto) {
    return new Update.FailMalformed(
        proto.getId(), bytes(proto.getSha256OfOnion()), proto.getFailureCode());
  }

  /** The HTLC at a position that was read from a record. */
  static Htlc htlcAt(List<Htlc> htlcs, int position) throws DecodeException {
    if (position < 0 || position >= htlcs.size()) {
      throw new DecodeException("HTLC " + position + " of " + htlcs.size());
    }
    return htlcs.get(position);
  }
}
