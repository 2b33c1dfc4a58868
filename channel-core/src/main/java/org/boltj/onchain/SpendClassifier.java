package org.boltj.onchain;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.TxId;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.keys.CommitmentKeys;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalCommit;

/** Recognises what spent the funding output (BOLT 5). */
final class SpendClassifier {
  /** A balance below may be left out of a closing transaction: dust limits and a fee. */
  private static final MilliSatoshi SMALL = MilliSatoshi.ofSat(20_000);

  private SpendClassifier() {}

  static FundingSpend classify(
      Commitments c, OnChainContext ctx, Transaction tx, OptionalInt height) {
    TxId txid = tx.txid();
    if (txid.equals(c.remoteCommit().txid())) {
      return new FundingSpend(SpendKind.REMOTE_COMMITMENT, tx, c.remoteCommit().number(), height);
    }
    if (c.nextRemoteCommit().isPresent() && txid.equals(c.latestRemoteCommit().txid())) {
      return new FundingSpend(
          SpendKind.NEXT_REMOTE_COMMITMENT, tx, c.latestRemoteCommit().number(), height);
    }
    if (txid.equals(localCommitment(c, ctx.signer()).unsigned().txid())) {
      return new FundingSpend(SpendKind.LOCAL_COMMITMENT, tx, c.localCommit().number(), height);
    }
    OptionalLong number = CommitmentTxs.obscuredNumber(c.params()).commitmentNumber(tx);
    if (number.isPresent()) {
      SpendKind old = old(c, ctx, tx, number.getAsLong());
      return new FundingSpend(old, tx, number.getAsLong(), height);
    }
    SpendKind kind = isAgreed(c, ctx, tx) ? SpendKind.MUTUAL_CLOSE : SpendKind.UNKNOWN;
    return new FundingSpend(kind, tx, 0, height);
  }

  private static SpendKind old(Commitments c, OnChainContext ctx, Transaction tx, long number) {
    if (toLocalOfOurs(c.params(), ctx.signer(), tx, number).isPresent()) {
      // One that we revoked is in nobody's hands but those of who has our store.
      return number < c.localCommit().number()
          ? SpendKind.UNKNOWN
          : SpendKind.FUTURE_LOCAL_COMMITMENT;
    }
    if (c.remoteSecrets().lookupForCommitment(number).isPresent()) {
      return SpendKind.REVOKED_COMMITMENT;
    }
    return number >= c.latestRemoteCommit().number()
        ? SpendKind.FUTURE_REMOTE_COMMITMENT
        : SpendKind.UNKNOWN;
  }

  /** Our to_local output, if the transaction is a commitment of ours with that number. */
  static Optional<OutputSpend> toLocalOfOurs(
      ChannelParams params, ChannelSigner signer, Transaction tx, long number) {
    CommitmentKeys keys =
        CommitmentKeys.derive(
            params.localBasepoints(), params.remoteBasepoints(), signer.perCommitmentPoint(number));
    return CommitmentSpends.toLocal(tx, keys, params.remote().toSelfDelay());
  }

  /** Any closing transaction that we may have signed: it pays us, unless that were dust. */
  private static boolean isAgreed(Commitments c, OnChainContext ctx, Transaction tx) {
    long sequence = tx.inputs().get(0).sequence();
    boolean hasShape =
        tx.inputs().size() == 1
            && (sequence == TxInput.FINAL_SEQUENCE || sequence == TxInput.REPLACEABLE_SEQUENCE);
    return hasShape
        && (c.localCommit().allocation().toLocal().isLessThan(SMALL)
            || tx.outputs().stream().anyMatch(o -> o.scriptPubKey().equals(ctx.sweepScript())));
  }

  /** The number of a revoked commitment of the peer. */
  static OptionalLong revokedNumber(Commitments c, Transaction tx) {
    OptionalLong number = CommitmentTxs.obscuredNumber(c.params()).commitmentNumber(tx);
    return number.isPresent()
            && number.getAsLong() < c.remoteCommit().number()
            && c.remoteSecrets().lookupForCommitment(number.getAsLong()).isPresent()
        ? number
        : OptionalLong.empty();
  }

  /** Our latest commitment. */
  static CommitmentTx localCommitment(Commitments c, ChannelSigner signer) {
    LocalCommit commit = c.localCommit();
    return CommitmentTxs.local(
        c.params(),
        commit.number(),
        signer.perCommitmentPoint(commit.number()),
        commit.allocation(),
        signer);
  }
}
