package org.boltj.onchain;

import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.OutputSpend;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.OutgoingHtlc;

/**
 * What claims are computed from.
 *
 * @param height at which the funding was spent; of the next block while it is not in a block
 */
record ClosedChannel(
    Commitments commitments,
    OnChainState state,
    KnownHtlcs htlcs,
    ChannelSigner signer,
    ChannelPolicy policy,
    FundingSpend spend,
    int height) {

  /** Empty until a spend of the funding output is known. */
  static Optional<ClosedChannel> of(Commitments c, OnChainState state, OnChainContext ctx) {
    return state
        .spend()
        .map(
            spend ->
                new ClosedChannel(
                    c,
                    state,
                    new KnownHtlcs(c, state),
                    ctx.signer(),
                    ctx.policy(),
                    spend,
                    spend.height().orElse(ctx.blockHeight() + 1)));
  }

  /** The same with more facts, which change none of the claims. */
  ClosedChannel with(OnChainState changed) {
    return new ClosedChannel(commitments, changed, htlcs, signer, policy, spend, height);
  }

  ChannelParams params() {
    return commitments.params();
  }

  /** Height at which the output was spent, if it was. */
  OptionalInt spentAt(OutPoint outPoint) {
    return state.spentAt(outPoint);
  }

  /** Our balance in any commitment of the peer, even in one that we cannot rebuild. */
  Optional<OutputSpend> toRemote() {
    Transaction tx = spend.transaction();
    Bytes script =
        params().format().toRemoteScriptPubKey(params().localBasepoints().paymentBasepoint());
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (tx.outputs().get(i).scriptPubKey().equals(script)) {
        return Optional.of(
            CommitmentSpends.toRemote(
                params().format(),
                params().localBasepoints().paymentBasepoint(),
                tx.outPoint(i),
                tx.outputs().get(i)));
      }
    }
    return Optional.empty();
  }

  /** Until when an HTLC of ours should be back; {@link FeeSchedule#NO_DEADLINE} for none. */
  int deadline(Optional<OutgoingHtlc> outgoing) {
    return outgoing.map(htlc -> OutgoingDeadline.of(htlc, policy)).orElse(FeeSchedule.NO_DEADLINE);
  }

  /** A spend that is ours alone, once it is valid. */
  static Claim.Direct alone(OutputSpend spend, int confirmedAt) {
    return new Claim.Direct(
        spend, Claim.Window.from(readyHeight(spend, confirmedAt)), Optional.empty());
  }

  /** From which best block on the next block may hold the spend (BIP 68, BIP 113). */
  static long readyHeight(OutputSpend output, int confirmedAt) {
    long relative = confirmedAt + Math.max(0L, output.relativeDelay() - 1L);
    return Math.max(relative, output.locktime());
  }
}
