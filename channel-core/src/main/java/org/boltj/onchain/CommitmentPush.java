package org.boltj.onchain;

import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.tx.Transaction;
import org.boltj.updates.Allocation;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.RemoteCommit;

/**
 * Gets the spend of the funding output into a block: publishes it again, and has our anchor pay for
 * it, be it our commitment or the peer's (BOLT 5, "Failing a Channel").
 */
final class CommitmentPush {
  /** A child with our anchor, an input and a change output of the wallet (P2WPKH). */
  private static final long CHILD_WEIGHT = 700;

  private static final int REPEAT_BLOCKS = 6;

  private final Commitments commitments;
  private final OnChainState state;
  private final OnChainContext ctx;

  /** A commitment that waits, and our anchor in it. */
  private record Waiting(
      Transaction signed,
      CommitmentTx commitment,
      Allocation allocation,
      boolean isOurs,
      OutputSpend anchor) {}

  private CommitmentPush(Commitments commitments, OnChainState state, OnChainContext ctx) {
    this.commitments = commitments;
    this.state = state;
    this.ctx = ctx;
  }

  /**
   * @param again whether nothing is known to be out, as after a start
   */
  static OnChainState push(
      Commitments c,
      OnChainState state,
      OnChainContext ctx,
      boolean again,
      String reason,
      List<ChainAction> actions) {
    CommitmentPush push = new CommitmentPush(c, state, ctx);
    List<Transaction> broadcast = push.broadcast();
    if (broadcast.isEmpty()) {
      return state;
    }
    actions.add(new ChainAction.Publish(broadcast, reason));
    return push.waiting()
        .map(waiting -> push.bump(waiting, again, actions))
        .map(bid -> bid.equals(state.bids()) ? state : state.withBids(bid))
        .orElse(state);
  }

  /** What we publish ourselves, else what somebody else did and a reorganization took away. */
  private List<Transaction> broadcast() {
    if (!state.broadcast().isEmpty()) {
      return state.broadcast();
    }
    return state
        .spend()
        .filter(spend -> spend.kind() != SpendKind.FUNDING_DOUBLE_SPENT)
        .map(spend -> List.of(spend.transaction()))
        .orElse(List.of());
  }

  private Optional<Waiting> waiting() {
    Optional<FundingSpend> seen = state.spend();
    if (seen.isPresent() && seen.get().kind() == SpendKind.REMOTE_COMMITMENT) {
      return remote(seen.get().transaction(), commitments.remoteCommit());
    }
    if (seen.isPresent() && seen.get().kind() == SpendKind.NEXT_REMOTE_COMMITMENT) {
      return remote(seen.get().transaction(), commitments.latestRemoteCommit());
    }
    CommitmentTx ours = SpendClassifier.localCommitment(commitments, ctx.signer());
    return broadcast().stream()
        .filter(tx -> tx.txid().equals(ours.unsigned().txid()))
        .findFirst()
        .flatMap(
            tx ->
                CommitmentSpends.localAnchor(ours)
                    .map(
                        anchor ->
                            new Waiting(
                                tx, ours, commitments.localCommit().allocation(), true, anchor)));
  }

  private Optional<Waiting> remote(Transaction tx, RemoteCommit commit) {
    CommitmentTx theirs = CommitmentTxs.remote(commitments.params(), commit);
    return CommitmentSpends.remoteAnchor(theirs)
        .map(anchor -> new Waiting(tx, theirs, commit.allocation(), false, anchor));
  }

  /** The bids afterwards. */
  private List<Bid> bump(Waiting waiting, boolean again, List<ChainAction> actions) {
    OutPoint anchor = waiting.anchor().outPoint();
    long weight = waiting.signed().weight() + CHILD_WEIGHT;
    KnownHtlcs htlcs = new KnownHtlcs(commitments, state);
    Optional<FeeratePerKw> wanted =
        CommitmentStakes.of(waiting.allocation(), waiting.isOurs(), htlcs, ctx.policy())
            .feerate(ctx, weight);
    Optional<Bid> out =
        state.bids().stream().filter(bid -> bid.outPoints().contains(anchor)).findFirst();
    boolean paysEnough =
        wanted.isEmpty()
            || !waiting
                .commitment()
                .fee()
                .isLessThan(wanted.get().feeFor(waiting.signed().weight()));
    if (out.isEmpty() && paysEnough) {
      return List.of();
    }
    FeeratePerKw rate = wanted.orElseGet(() -> out.orElseThrow().feerate());
    boolean rises = out.isEmpty() || FeeSchedule.replaces(rate, out.get().feerate());
    boolean due = rises || again || ctx.blockHeight() - out.orElseThrow().height() >= REPEAT_BLOCKS;
    if (!due) {
      return state.bids();
    }
    FeeratePerKw paid = rises ? rate : out.orElseThrow().feerate();
    actions.add(
        new ChainAction.PublishWithFee(
            new FeeBump.AnchorChild(
                waiting.signed(), waiting.commitment().fee(), waiting.anchor(), paid)));
    return List.of(new Bid(List.of(anchor), paid, ctx.blockHeight()));
  }
}
