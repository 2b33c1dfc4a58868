package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentHtlc;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcTx;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.OutgoingHtlc;

/**
 * Our own commitment (BOLT 5, "Unilateral Close Handling: Local Commitment Transaction"): to_local,
 * HTLCs by HTLC-timeout and HTLC-success, and what those leave us after the delay.
 */
final class LocalClaims {
  private final ClosedChannel channel;
  private final List<Claim> claims = new ArrayList<>();

  private LocalClaims(ClosedChannel channel) {
    this.channel = channel;
  }

  static List<Claim> of(ClosedChannel channel) {
    LocalClaims local = new LocalClaims(channel);
    CommitmentTx tx = SpendClassifier.localCommitment(channel.commitments(), channel.signer());
    CommitmentSpends.toLocal(tx)
        .ifPresent(spend -> local.claims.add(ClosedChannel.alone(spend, channel.height())));
    List<Signature> signatures = channel.commitments().localCommit().remoteHtlcSignatures();
    List<HtlcTx> htlcTxs = tx.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      local.claims.add(local.firstStage(htlcTxs.get(i), signatures.get(i)));
      local.secondStage(htlcTxs.get(i));
    }
    return local.claims;
  }

  private Claim firstStage(HtlcTx htlcTx, Signature signature) {
    return switch (htlcTx.htlc().direction()) {
      case OFFERED -> timeout(htlcTx, signature);
      case RECEIVED -> success(htlcTx, signature);
    };
  }

  private Claim timeout(HtlcTx htlcTx, Signature signature) {
    Optional<OutgoingHtlc> outgoing = channel.htlcs().outgoing(htlcTx.htlc().id());
    long ready = Math.max(htlcTx.htlc().cltvExpiry().height(), channel.height());
    return new Claim.FirstStage(
        htlcTx,
        signature,
        Optional.empty(),
        new Claim.Window(ready, channel.deadline(outgoing), true),
        outgoing);
  }

  private Claim success(HtlcTx htlcTx, Signature signature) {
    CommitmentHtlc htlc = htlcTx.htlc();
    int expiry = (int) htlc.cltvExpiry().height();
    Optional<PaymentPreimage> preimage = channel.htlcs().preimage(htlc.id(), htlc.paymentHash());
    return preimage.isPresent()
        ? new Claim.FirstStage(
            htlcTx,
            signature,
            preimage,
            new Claim.Window(channel.height(), expiry, true),
            Optional.empty())
        : new Claim.Watched(
            htlcTx.unsigned().inputs().get(0).outPoint(), htlcTx.spent(), expiry, Optional.empty());
  }

  /** Our HTLC transaction, alone or with others in one, is in the chain: its output is ours. */
  private void secondStage(HtlcTx htlcTx) {
    TxOutput ours = htlcTx.unsigned().outputs().get(0);
    for (ConfirmedSpend confirmed : channel.state().spends()) {
      Transaction tx = confirmed.transaction();
      OptionalInt index = htlcTx.inputIndex(tx);
      if (index.isPresent()
          && index.getAsInt() < tx.outputs().size()
          && tx.outputs().get(index.getAsInt()).equals(ours)) {
        claims.add(
            ClosedChannel.alone(
                CommitmentSpends.secondStage(htlcTx, tx, index.getAsInt()), confirmed.height()));
      }
    }
  }
}
