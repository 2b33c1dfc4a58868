package org.boltj.onchain;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.boltj.base.TxId;
import org.boltj.commitment.CommitmentTx;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalCommit;

/** Recognises what spent the funding output (BOLT 5). */
final class SpendClassifier {
  private SpendClassifier() {}

  static FundingSpend classify(
      Commitments c, ChannelSigner signer, Transaction tx, OptionalInt height) {
    TxId txid = tx.txid();
    if (txid.equals(c.remoteCommit().txid())) {
      return new FundingSpend(SpendKind.REMOTE_COMMITMENT, tx, c.remoteCommit().number(), height);
    }
    if (c.nextRemoteCommit().isPresent() && txid.equals(c.latestRemoteCommit().txid())) {
      return new FundingSpend(
          SpendKind.NEXT_REMOTE_COMMITMENT, tx, c.latestRemoteCommit().number(), height);
    }
    if (txid.equals(localCommitment(c, signer).unsigned().txid())) {
      return new FundingSpend(SpendKind.LOCAL_COMMITMENT, tx, c.localCommit().number(), height);
    }
    OptionalLong number = CommitmentTxs.obscuredNumber(c.params()).commitmentNumber(tx);
    if (number.isPresent()) {
      return old(c, tx, number.getAsLong(), height);
    }
    boolean agreed =
        tx.inputs().size() == 1
            && (tx.inputs().get(0).sequence() == TxInput.FINAL_SEQUENCE
                || tx.inputs().get(0).sequence() == TxInput.REPLACEABLE_SEQUENCE);
    return new FundingSpend(agreed ? SpendKind.MUTUAL_CLOSE : SpendKind.UNKNOWN, tx, 0, height);
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

  private static FundingSpend old(Commitments c, Transaction tx, long number, OptionalInt height) {
    SpendKind kind;
    if (c.remoteSecrets().lookupForCommitment(number).isPresent()) {
      kind = SpendKind.REVOKED_COMMITMENT;
    } else if (number > c.latestRemoteCommit().number()) {
      kind = SpendKind.FUTURE_REMOTE_COMMITMENT;
    } else {
      kind = SpendKind.UNKNOWN;
    }
    return new FundingSpend(kind, tx, number, height);
  }

  /** Our latest commitment. */
  static CommitmentTx localCommitment(Commitments c, ChannelSigner signer) {
    LocalCommit commit = c.localCommit();
    return CommitmentTxs.local(
        c.params(),
        commit.number(),
        signer.perCommitmentPoint(commit.number()),
        commit.allocation());
  }
}
