package org.boltj.commitment;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.InMemoryChannelSigner;

/** A channel of one bitcoin between Alice, who opened it, and Bob, with a commitment of Alice. */
public final class ChannelFixture {
  public static final Satoshi CAPACITY = Satoshi.of(100_000_000);
  public static final int TO_SELF_DELAY = 144;
  public static final long COMMITMENT_NUMBER = 7;

  public final ChannelSigner alice = signer(1);
  public final ChannelSigner bob = signer(2);
  public final CommitmentParams params;

  public ChannelFixture(CommitmentFormat format) {
    this(format, Satoshi.of(546));
  }

  public ChannelFixture(CommitmentFormat format, Satoshi dustLimit) {
    OutPoint funding = new OutPoint(new TxId(Bytes.fromHex("ab".repeat(32))), 1);
    params =
        new CommitmentParams(
            format,
            funding,
            CAPACITY,
            true,
            dustLimit,
            TO_SELF_DELAY,
            alice.basepoints(),
            bob.basepoints());
  }

  private static ChannelSigner signer(int seed) {
    Bytes nodeSeed = Hash.sha256(Bytes.of((byte) seed));
    return new InMemoryChannelSigner(ChannelSecrets.derive(nodeSeed, 0));
  }

  /** The commitment of Alice with that content. */
  public CommitmentTx commitment(CommitmentSpec spec) {
    return CommitmentTx.build(
        params, COMMITMENT_NUMBER, alice.perCommitmentPoint(COMMITMENT_NUMBER), spec);
  }

  /** The commitment of Bob with that content, seen from Bob: the other side pays its fee. */
  public CommitmentTx bobsCommitment(CommitmentSpec spec) {
    CommitmentParams bobs =
        new CommitmentParams(
            params.format(),
            params.fundingOutPoint(),
            CAPACITY,
            false,
            params.dustLimit(),
            TO_SELF_DELAY,
            bob.basepoints(),
            alice.basepoints());
    return CommitmentTx.build(
        bobs, COMMITMENT_NUMBER, bob.perCommitmentPoint(COMMITMENT_NUMBER), spec);
  }

  /** As many HTLCs, offered and received in turn, and the rest shared out evenly. */
  public static CommitmentSpec spec(int htlcCount) {
    List<CommitmentHtlc> htlcs = new ArrayList<>();
    for (int i = 0; i < htlcCount; i++) {
      htlcs.add(htlc(i % 2 == 0 ? HtlcDirection.OFFERED : HtlcDirection.RECEIVED, i, 50_000));
    }
    long rest = CAPACITY.sat() - htlcCount * 50_000L;
    return new CommitmentSpec(
        new FeeratePerKw(2500),
        MilliSatoshi.ofSat(rest - rest / 2),
        MilliSatoshi.ofSat(rest / 2),
        htlcs);
  }

  public static CommitmentHtlc htlc(HtlcDirection direction, int id, long amountSat) {
    return new CommitmentHtlc(
        direction,
        id,
        MilliSatoshi.ofSat(amountSat),
        new PaymentHash(Hash.sha256(preimage(id).value())),
        new CltvExpiry(800_000 + id));
  }

  /** The preimage of the HTLC with that id. */
  public static PaymentPreimage preimage(long id) {
    return new PaymentPreimage(Hash.sha256(Bytes.of((byte) id, (byte) (id >> 8))));
  }
}
