package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentHtlc;
import org.boltj.commitment.CommitmentOutput;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcDirection;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.RemoteCommit;

/**
 * Which outputs of the confirmed spend matter to us, and how we take those that are ours (BOLT 5).
 */
final class Claims {
  private final Commitments commitments;
  private final OnChainState state;
  private final ChannelSigner signer;
  private final KnownHtlcs htlcs;
  private final FundingSpend spend;
  private final int height;
  private final List<Claim> claims = new ArrayList<>();

  private Claims(
      Commitments c, OnChainState state, ChannelSigner signer, KnownHtlcs htlcs, int height) {
    this.commitments = c;
    this.state = state;
    this.signer = signer;
    this.htlcs = htlcs;
    this.spend = state.spend().orElseThrow();
    this.height = height;
  }

  /** All claims on a spend that is in the chain; without such a spend there are none. */
  static List<Claim> of(Commitments c, OnChainState state, ChannelSigner signer, KnownHtlcs htlcs) {
    if (state.spend().isEmpty() || state.spend().get().height().isEmpty()) {
      return List.of();
    }
    int height = state.spend().get().height().getAsInt();
    Claims claims = new Claims(c, state, signer, htlcs, height);
    switch (state.spend().get().kind()) {
      case LOCAL_COMMITMENT -> claims.local();
      case REMOTE_COMMITMENT -> claims.remote(c.remoteCommit());
      case NEXT_REMOTE_COMMITMENT -> claims.remote(c.latestRemoteCommit());
      case REVOKED_COMMITMENT ->
          claims.claims.addAll(Penalties.of(c, state, claims.spend, height, htlcs));
      case FUTURE_REMOTE_COMMITMENT -> claims.future();
      case MUTUAL_CLOSE, UNKNOWN -> {}
    }
    return claims.claims;
  }

  private void local() {
    CommitmentTx tx = SpendClassifier.localCommitment(commitments, signer);
    CommitmentSpends.toLocal(tx).ifPresent(s -> direct(s, height, Optional.empty()));
    List<HtlcTx> htlcTxs = tx.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      HtlcTx htlcTx = htlcTxs.get(i);
      firstStage(htlcTx, commitments.localCommit().remoteHtlcSignatures().get(i));
      secondStage(htlcTx);
    }
  }

  private void firstStage(HtlcTx htlcTx, Signature remoteSignature) {
    CommitmentHtlc htlc = htlcTx.htlc();
    if (htlc.direction() == HtlcDirection.OFFERED) {
      long ready = Math.max(htlc.cltvExpiry().height(), height);
      claims.add(
          new Claim.FirstStage(
              htlcTx, remoteSignature, Optional.empty(), ready, htlcs.outgoing(htlc.id())));
      return;
    }
    Optional<PaymentPreimage> preimage = htlcs.preimage(htlc.id(), htlc.paymentHash());
    claims.add(
        preimage.isPresent()
            ? new Claim.FirstStage(htlcTx, remoteSignature, preimage, height, Optional.empty())
            : new Claim.Watched(
                htlcTx.unsigned().inputs().get(0).outPoint(),
                htlcTx.spent(),
                htlc.cltvExpiry().height(),
                Optional.empty()));
  }

  /** Our HTLC transaction is in the chain: its output is ours after the delay. */
  private void secondStage(HtlcTx htlcTx) {
    OutPoint spent = htlcTx.unsigned().inputs().get(0).outPoint();
    TxOutput first = htlcTx.unsigned().outputs().get(0);
    for (ConfirmedSpend confirmed : state.spends()) {
      Transaction tx = confirmed.transaction();
      if (tx.inputs().get(0).outPoint().equals(spent)
          && tx.outputs().get(0).scriptPubKey().equals(first.scriptPubKey())) {
        direct(CommitmentSpends.secondStage(htlcTx, tx), confirmed.height(), Optional.empty());
      }
    }
  }

  private void remote(RemoteCommit commit) {
    CommitmentTx tx = CommitmentTxs.remote(commitments.params(), commit);
    CommitmentSpends.toRemote(tx).ifPresent(s -> direct(s, height, Optional.empty()));
    for (CommitmentOutput.Htlc output : tx.htlcOutputs()) {
      switch (output) {
        case CommitmentOutput.ReceivedHtlc received ->
            direct(
                CommitmentSpends.htlcByTimeout(tx, received),
                height,
                htlcs.outgoing(received.htlc().id()));
        case CommitmentOutput.OfferedHtlc offered -> offeredByPeer(tx, offered);
      }
    }
  }

  private void offeredByPeer(CommitmentTx tx, CommitmentOutput.OfferedHtlc offered) {
    CommitmentHtlc htlc = offered.htlc();
    Optional<PaymentPreimage> preimage = htlcs.preimage(htlc.id(), htlc.paymentHash());
    if (preimage.isPresent()) {
      direct(
          CommitmentSpends.htlcByPreimage(tx, offered, preimage.get()), height, Optional.empty());
    } else {
      claims.add(
          new Claim.Watched(
              tx.unsigned().outPoint(offered.index()),
              offered.output(),
              htlc.cltvExpiry().height(),
              Optional.empty()));
    }
  }

  /** We cannot rebuild the transaction, but know our own key in it. */
  private void future() {
    toRemote(commitments.params(), spend.transaction())
        .ifPresent(s -> direct(s, height, Optional.empty()));
  }

  /** Our balance in any commitment of the peer. */
  static Optional<OutputSpend> toRemote(ChannelParams params, Transaction tx) {
    Bytes script =
        params.format().toRemoteScriptPubKey(params.localBasepoints().paymentBasepoint());
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (tx.outputs().get(i).scriptPubKey().equals(script)) {
        return Optional.of(
            CommitmentSpends.toRemote(
                params.format(),
                params.localBasepoints().paymentBasepoint(),
                tx.outPoint(i),
                tx.outputs().get(i)));
      }
    }
    return Optional.empty();
  }

  private void direct(OutputSpend output, int confirmedAt, Optional<OutgoingHtlc> outgoing) {
    claims.add(new Claim.Direct(output, readyHeight(output, confirmedAt), outgoing));
  }

  /** From which best block on the next block may hold the spend (BIP 68, BIP 113). */
  static long readyHeight(OutputSpend output, int confirmedAt) {
    long relative = confirmedAt + Math.max(0L, output.relativeDelay() - 1L);
    return Math.max(relative, output.locktime());
  }
}
