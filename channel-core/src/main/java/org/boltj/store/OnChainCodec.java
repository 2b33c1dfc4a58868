package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.raw;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.commitment.HtlcDirection;
import org.boltj.onchain.Bid;
import org.boltj.onchain.ConfirmedSpend;
import org.boltj.onchain.FundingSpend;
import org.boltj.onchain.OnChainState;
import org.boltj.onchain.SpendKind;
import org.boltj.store.proto.OnChainProto;
import org.boltj.tx.Transaction;
import org.boltj.updates.RevokedHtlc;

/** What is known of a channel that ends on the chain. */
final class OnChainCodec {
  private OnChainCodec() {}

  static OnChainProto.OnChainState encode(OnChainState state) {
    OnChainProto.OnChainState.Builder proto =
        OnChainProto.OnChainState.newBuilder().addAllReported(state.reported());
    state.broadcast().forEach(transaction -> proto.addBroadcast(raw(transaction)));
    state.spend().ifPresent(spend -> proto.setSpend(encode(spend)));
    state.spends().forEach(spend -> proto.addSpends(encode(spend)));
    state.preimages().forEach(preimage -> proto.addPreimages(raw(preimage.value())));
    state.revoked().forEach(htlc -> proto.addRevoked(encode(htlc)));
    state.bids().forEach(bid -> proto.addBids(encode(bid)));
    state.contested().forEach(outPoint -> proto.addContested(encode(outPoint)));
    return proto.build();
  }

  private static OnChainProto.Bid encode(Bid bid) {
    OnChainProto.Bid.Builder proto =
        OnChainProto.Bid.newBuilder()
            .setFeeratePerKw(bid.feerate().satPerKw())
            .setHeight(bid.height());
    bid.outPoints().forEach(outPoint -> proto.addOutPoints(encode(outPoint)));
    return proto.build();
  }

  private static Bid decode(OnChainProto.Bid proto) {
    return new Bid(
        proto.getOutPointsList().stream().map(OnChainCodec::decode).toList(),
        new FeeratePerKw(proto.getFeeratePerKw()),
        proto.getHeight());
  }

  private static OnChainProto.OutPoint encode(OutPoint outPoint) {
    return OnChainProto.OutPoint.newBuilder()
        .setTxid(raw(outPoint.txid().value()))
        .setIndex((int) outPoint.index())
        .build();
  }

  private static OutPoint decode(OnChainProto.OutPoint proto) {
    return new OutPoint(new TxId(bytes(proto.getTxid())), Integer.toUnsignedLong(proto.getIndex()));
  }

  private static OnChainProto.RevokedHtlc encode(RevokedHtlc htlc) {
    return OnChainProto.RevokedHtlc.newBuilder()
        .setReceived(htlc.direction() == HtlcDirection.RECEIVED)
        .setId(htlc.id())
        .setPaymentHash160(raw(htlc.paymentHash160()))
        .setCltvExpiry((int) htlc.cltvExpiry().height())
        .setLastCommitment(htlc.lastCommitment())
        .build();
  }

  private static RevokedHtlc decode(OnChainProto.RevokedHtlc proto) {
    return new RevokedHtlc(
        proto.getReceived() ? HtlcDirection.RECEIVED : HtlcDirection.OFFERED,
        proto.getId(),
        bytes(proto.getPaymentHash160()),
        new CltvExpiry(Integer.toUnsignedLong(proto.getCltvExpiry())),
        proto.getLastCommitment());
  }

  private static OnChainProto.FundingSpend encode(FundingSpend spend) {
    OnChainProto.FundingSpend.Builder proto =
        OnChainProto.FundingSpend.newBuilder()
            .setKind(encode(spend.kind()))
            .setTransaction(raw(spend.transaction()))
            .setCommitmentNumber(spend.commitmentNumber());
    spend.height().ifPresent(proto::setHeight);
    return proto.build();
  }

  private static OnChainProto.ConfirmedSpend encode(ConfirmedSpend spend) {
    return OnChainProto.ConfirmedSpend.newBuilder()
        .setTransaction(raw(spend.transaction()))
        .setHeight(spend.height())
        .build();
  }

  private static OnChainProto.FundingSpend.Kind encode(SpendKind kind) {
    return switch (kind) {
      case MUTUAL_CLOSE -> OnChainProto.FundingSpend.Kind.MUTUAL_CLOSE;
      case LOCAL_COMMITMENT -> OnChainProto.FundingSpend.Kind.LOCAL_COMMITMENT;
      case REMOTE_COMMITMENT -> OnChainProto.FundingSpend.Kind.REMOTE_COMMITMENT;
      case NEXT_REMOTE_COMMITMENT -> OnChainProto.FundingSpend.Kind.NEXT_REMOTE_COMMITMENT;
      case REVOKED_COMMITMENT -> OnChainProto.FundingSpend.Kind.REVOKED_COMMITMENT;
      case FUTURE_REMOTE_COMMITMENT -> OnChainProto.FundingSpend.Kind.FUTURE_REMOTE_COMMITMENT;
      case FUTURE_LOCAL_COMMITMENT -> OnChainProto.FundingSpend.Kind.FUTURE_LOCAL_COMMITMENT;
      case FUNDING_DOUBLE_SPENT -> OnChainProto.FundingSpend.Kind.FUNDING_DOUBLE_SPENT;
      case UNKNOWN -> OnChainProto.FundingSpend.Kind.UNKNOWN;
    };
  }

  static OnChainState decode(OnChainProto.OnChainState proto) throws DecodeException {
    return new OnChainState(
        transactions(proto.getBroadcastList()),
        proto.hasSpend() ? Optional.of(decode(proto.getSpend())) : Optional.empty(),
        spends(proto.getSpendsList()),
        proto.getPreimagesList().stream().map(raw -> new PaymentPreimage(bytes(raw))).toList(),
        proto.getRevokedList().stream().map(OnChainCodec::decode).toList(),
        proto.getReportedList(),
        proto.getBidsList().stream().map(OnChainCodec::decode).toList(),
        proto.getContestedList().stream().map(OnChainCodec::decode).toList());
  }

  private static List<Transaction> transactions(List<ByteString> raws) throws DecodeException {
    List<Transaction> transactions = new ArrayList<>(raws.size());
    for (ByteString raw : raws) {
      transactions.add(RawFields.transaction(raw));
    }
    return transactions;
  }

  private static List<ConfirmedSpend> spends(List<OnChainProto.ConfirmedSpend> protos)
      throws DecodeException {
    List<ConfirmedSpend> spends = new ArrayList<>(protos.size());
    for (OnChainProto.ConfirmedSpend proto : protos) {
      spends.add(
          new ConfirmedSpend(RawFields.transaction(proto.getTransaction()), proto.getHeight()));
    }
    return spends;
  }

  private static FundingSpend decode(OnChainProto.FundingSpend proto) throws DecodeException {
    return new FundingSpend(
        decode(proto.getKind()),
        RawFields.transaction(proto.getTransaction()),
        proto.getCommitmentNumber(),
        proto.hasHeight() ? OptionalInt.of(proto.getHeight()) : OptionalInt.empty());
  }

  private static SpendKind decode(OnChainProto.FundingSpend.Kind kind) throws DecodeException {
    return switch (kind) {
      case MUTUAL_CLOSE -> SpendKind.MUTUAL_CLOSE;
      case LOCAL_COMMITMENT -> SpendKind.LOCAL_COMMITMENT;
      case REMOTE_COMMITMENT -> SpendKind.REMOTE_COMMITMENT;
      case NEXT_REMOTE_COMMITMENT -> SpendKind.NEXT_REMOTE_COMMITMENT;
      case REVOKED_COMMITMENT -> SpendKind.REVOKED_COMMITMENT;
      case FUTURE_REMOTE_COMMITMENT -> SpendKind.FUTURE_REMOTE_COMMITMENT;
      case FUTURE_LOCAL_COMMITMENT -> SpendKind.FUTURE_LOCAL_COMMITMENT;
      case FUNDING_DOUBLE_SPENT -> SpendKind.FUNDING_DOUBLE_SPENT;
      case UNKNOWN -> SpendKind.UNKNOWN;
      case UNSPECIFIED, UNRECOGNIZED -> throw new DecodeException("an unknown kind of spend");
    };
  }
}
