package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.store.proto.CommitmentsProto;
import org.boltj.store.proto.HtlcProto;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.LocalChanges;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.NextRemoteCommit;
import org.boltj.updates.RemoteChanges;
import org.boltj.updates.RemoteCommit;
import org.boltj.updates.Update;

/** Commitments without the params and the peer's secrets, which are stored apart. */
final class CommitmentsCodec {
  private CommitmentsCodec() {}

  static CommitmentsProto.Commitments encode(Commitments commitments) {
    HtlcTable htlcs = new HtlcTable();
    CommitmentsProto.Commitments.Builder proto =
        CommitmentsProto.Commitments.newBuilder()
            .setLocalChanges(encode(commitments.localChanges(), htlcs))
            .setRemoteChanges(encode(commitments.remoteChanges(), htlcs))
            .setLocalCommit(encode(commitments.localCommit(), htlcs))
            .setRemoteCommit(encode(commitments.remoteCommit(), htlcs))
            .setRemoteNextPerCommitmentPoint(raw(commitments.remoteNextPerCommitmentPoint()))
            .setNextLocalHtlcId(commitments.nextLocalHtlcId())
            .setNextRemoteHtlcId(commitments.nextRemoteHtlcId());
    commitments
        .nextRemoteCommit()
        .ifPresent(next -> proto.setNextRemoteCommit(encode(next, htlcs)));
    commitments.undecided().forEach(add -> proto.addUndecided(UpdateCodec.encode(add, htlcs)));
    // Last, when all have been seen.
    return proto.addAllHtlcs(htlcs.encode()).build();
  }

  private static CommitmentsProto.Changes encode(LocalChanges changes, HtlcTable htlcs) {
    return encode(changes.proposed(), changes.signed(), changes.acked(), htlcs);
  }

  private static CommitmentsProto.Changes encode(RemoteChanges changes, HtlcTable htlcs) {
    return encode(changes.proposed(), changes.signed(), changes.acked(), htlcs);
  }

  private static CommitmentsProto.Changes encode(
      List<Update> proposed, List<Update> signed, List<Update> acked, HtlcTable htlcs) {
    CommitmentsProto.Changes.Builder proto = CommitmentsProto.Changes.newBuilder();
    proposed.forEach(update -> proto.addProposed(UpdateCodec.encode(update, htlcs)));
    signed.forEach(update -> proto.addSigned(UpdateCodec.encode(update, htlcs)));
    acked.forEach(update -> proto.addAcked(UpdateCodec.encode(update, htlcs)));
    return proto.build();
  }

  private static CommitmentsProto.LocalCommit encode(LocalCommit commit, HtlcTable htlcs) {
    return CommitmentsProto.LocalCommit.newBuilder()
        .setNumber(commit.number())
        .setAllocation(encode(commit.allocation(), htlcs))
        .setRemoteSignature(raw(commit.remoteSignature().value()))
        .setRemoteHtlcSignatures(RawFields.joined(commit.remoteHtlcSignatures(), Signature::value))
        .build();
  }

  private static CommitmentsProto.NextRemoteCommit encode(NextRemoteCommit next, HtlcTable htlcs) {
    return CommitmentsProto.NextRemoteCommit.newBuilder()
        .setCommit(encode(next.commit(), htlcs))
        .setSentAfterLocalCommit(next.sentAfterLocalCommit())
        .build();
  }

  private static CommitmentsProto.RemoteCommit encode(RemoteCommit commit, HtlcTable htlcs) {
    return CommitmentsProto.RemoteCommit.newBuilder()
        .setNumber(commit.number())
        .setAllocation(encode(commit.allocation(), htlcs))
        .setTxid(raw(commit.txid().value()))
        .setPerCommitmentPoint(raw(commit.perCommitmentPoint()))
        .build();
  }

  private static CommitmentsProto.Allocation encode(Allocation allocation, HtlcTable htlcs) {
    return CommitmentsProto.Allocation.newBuilder()
        .setFeeratePerKw(RawFields.uint32(allocation.feerate().satPerKw()))
        .setToLocalMsat(allocation.toLocal().msat())
        .setToRemoteMsat(allocation.toRemote().msat())
        .addAllHtlcs(htlcs.positions(allocation.htlcs()))
        .build();
  }

  static Commitments decode(
      CommitmentsProto.Commitments proto, ChannelParams params, ReceivedSecrets secrets)
      throws DecodeException {
    List<Htlc> htlcs = proto.getHtlcsList().stream().map(HtlcCodec::decode).toList();
    CommitmentsProto.Changes local = proto.getLocalChanges();
    CommitmentsProto.Changes remote = proto.getRemoteChanges();
    return new Commitments(
        params,
        new LocalChanges(
            UpdateCodec.decode(local.getProposedList(), htlcs),
            UpdateCodec.decode(local.getSignedList(), htlcs),
            UpdateCodec.decode(local.getAckedList(), htlcs)),
        new RemoteChanges(
            UpdateCodec.decode(remote.getProposedList(), htlcs),
            UpdateCodec.decode(remote.getAckedList(), htlcs),
            UpdateCodec.decode(remote.getSignedList(), htlcs)),
        decode(proto.getLocalCommit(), htlcs),
        decode(proto.getRemoteCommit(), htlcs),
        proto.hasNextRemoteCommit()
            ? Optional.of(decode(proto.getNextRemoteCommit(), htlcs))
            : Optional.empty(),
        RawFields.publicKey(proto.getRemoteNextPerCommitmentPoint()),
        proto.getNextLocalHtlcId(),
        proto.getNextRemoteHtlcId(),
        undecided(proto.getUndecidedList(), htlcs),
        secrets);
  }

  private static List<Update.Add> undecided(List<HtlcProto.Update.Add> protos, List<Htlc> htlcs)
      throws DecodeException {
    List<Update.Add> undecided = new ArrayList<>(protos.size());
    for (HtlcProto.Update.Add proto : protos) {
      undecided.add(UpdateCodec.decode(proto, htlcs));
    }
    return undecided;
  }

  private static LocalCommit decode(CommitmentsProto.LocalCommit proto, List<Htlc> htlcs)
      throws DecodeException {
    return new LocalCommit(
        proto.getNumber(),
        decode(proto.getAllocation(), htlcs),
        new Signature(bytes(proto.getRemoteSignature())),
        RawFields.split(proto.getRemoteHtlcSignatures(), 64, Signature::new));
  }

  private static NextRemoteCommit decode(CommitmentsProto.NextRemoteCommit proto, List<Htlc> htlcs)
      throws DecodeException {
    return new NextRemoteCommit(decode(proto.getCommit(), htlcs), proto.getSentAfterLocalCommit());
  }

  private static RemoteCommit decode(CommitmentsProto.RemoteCommit proto, List<Htlc> htlcs)
      throws DecodeException {
    return new RemoteCommit(
        proto.getNumber(),
        decode(proto.getAllocation(), htlcs),
        new TxId(bytes(proto.getTxid())),
        RawFields.publicKey(proto.getPerCommitmentPoint()));
  }

  private static Allocation decode(CommitmentsProto.Allocation proto, List<Htlc> htlcs)
      throws DecodeException {
    List<Htlc> held = new ArrayList<>(proto.getHtlcsCount());
    for (int position : proto.getHtlcsList()) {
      held.add(UpdateCodec.htlcAt(htlcs, position));
    }
    return new Allocation(
        RawFields.feerate(proto.getFeeratePerKw()),
        MilliSatoshi.of(proto.getToLocalMsat()),
        MilliSatoshi.of(proto.getToRemoteMsat()),
        held);
  }
}
