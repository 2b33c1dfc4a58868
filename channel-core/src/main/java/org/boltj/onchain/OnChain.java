package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.boltj.base.PaymentPreimage;
import org.boltj.tx.Transaction;
import org.boltj.updates.Commitments;
import org.boltj.updates.RevokedHtlc;

/**
 * The resolution of a channel on the chain: a pure function from facts and what happened to new
 * facts and actions (BOLT 5).
 *
 * <pre>
 *   event -> facts (OnChainState) -> claims -> watch them, bid for them (Bidding)
 *                                           -> what became of our HTLCs (Outcomes)
 *                                           -> whether all is over (Resolution)
 * </pre>
 *
 * <p>Claims are computed anew from the facts at each step. So a block that leaves the chain takes
 * with it what followed from it, and nothing else.
 */
public final class OnChain {
  private OnChain() {}

  /** Publishes what the state broadcasts, for the first time. */
  public static OnChainStep begin(
      Commitments c, OnChainState state, OnChainContext ctx, String reason) {
    List<ChainAction> actions = new ArrayList<>();
    OnChainState next = CommitmentPush.push(c, state, ctx, false, reason, actions);
    return new OnChainStep(next, actions, false);
  }

  /**
   * The number of the peer's commitment that this transaction is, if it was revoked: then {@link
   * #fundingSpent} needs what the store keeps of it.
   */
  public static OptionalLong revokedCommitment(Commitments c, Transaction tx) {
    return SpendClassifier.revokedNumber(c, tx);
  }

  /**
   * A transaction spends the funding output; no height means the mempool.
   *
   * @param revoked HTLCs that a revoked commitment may hold
   */
  public static OnChainStep fundingSpent(
      Commitments c,
      OnChainState state,
      Transaction tx,
      OptionalInt height,
      List<RevokedHtlc> revoked,
      OnChainContext ctx) {
    boolean confirmedOther =
        height.isEmpty() && state.spend().filter(s -> s.height().isPresent()).isPresent();
    if (confirmedOther) {
      return advance(c, state, ctx, Work.NOTHING);
    }
    FundingSpend spend = SpendClassifier.classify(c, ctx, tx, height);
    OnChainState next =
        state
            .withSpend(Optional.of(spend))
            .withRevoked(
                spend.kind() == SpendKind.REVOKED_COMMITMENT
                    ? Penalties.present(c, spend, revoked)
                    : List.of());
    return advance(c, next, ctx, Work.WATCH);
  }

  /**
   * A transaction in a block spends what the funding transaction was to spend: there is no funding
   * output, nor will there be one.
   */
  public static OnChainStep fundingDoubleSpent(
      Commitments c, OnChainState state, Transaction tx, int height, OnChainContext ctx) {
    FundingSpend spend =
        new FundingSpend(SpendKind.FUNDING_DOUBLE_SPENT, tx, 0, OptionalInt.of(height));
    return advance(c, state.withSpend(Optional.of(spend)), ctx, Work.NOTHING);
  }

  /** A transaction spends a watched output; no height means the mempool. */
  public static OnChainStep outputSpent(
      Commitments c, OnChainState state, Transaction tx, OptionalInt height, OnChainContext ctx) {
    List<ChainAction> actions = new ArrayList<>();
    OnChainState next = Outcomes.fulfilled(state, new KnownHtlcs(c, state), tx, actions);
    boolean isNew =
        height.isPresent()
            && state.spends().stream().noneMatch(s -> s.transaction().txid().equals(tx.txid()));
    if (isNew) {
      List<ConfirmedSpend> spends = new ArrayList<>(state.spends());
      spends.add(new ConfirmedSpend(tx, height.getAsInt()));
      next = next.withSpends(spends);
    } else if (height.isEmpty()) {
      next = Contest.noted(c, next, tx, ctx);
    }
    OnChainStep step = advance(c, next, ctx, isNew ? Work.WATCH : Work.NOTHING);
    actions.addAll(step.actions());
    return new OnChainStep(step.state(), actions, step.resolved());
  }

  /** We learnt the preimage of an HTLC of the peer. */
  public static OnChainStep preimage(
      Commitments c, OnChainState state, PaymentPreimage preimage, OnChainContext ctx) {
    if (state.preimages().contains(preimage)) {
      return advance(c, state, ctx, Work.NOTHING);
    }
    List<PaymentPreimage> preimages = new ArrayList<>(state.preimages());
    preimages.add(preimage);
    return advance(c, state.withPreimages(preimages), ctx, Work.WATCH_AND_PUBLISH);
  }

  /** A block was connected. */
  public static OnChainStep block(Commitments c, OnChainState state, OnChainContext ctx) {
    return advance(c, state, ctx, Work.PUBLISH);
  }

  /** A restart: everything is watched and published once more. */
  public static OnChainStep restored(Commitments c, OnChainState state, OnChainContext ctx) {
    return advance(c, state, ctx, Work.AGAIN);
  }

  /** The block of that height left the chain. */
  public static OnChainStep disconnected(
      Commitments c, OnChainState state, int height, OnChainContext ctx) {
    Optional<FundingSpend> spend = state.spend().map(s -> s.without(height));
    List<ConfirmedSpend> spends = state.spends().stream().filter(s -> s.height() < height).toList();
    return advance(c, state.withSpend(spend).withSpends(spends), ctx, Work.PUBLISH);
  }

  /**
   * What to do about the claims. Within a block nothing is published: the next event may tell that
   * the same block holds the spend.
   */
  private enum Work {
    NOTHING(false, false),
    WATCH(true, false),
    PUBLISH(false, true),
    WATCH_AND_PUBLISH(true, true),
    AGAIN(true, true);

    private final boolean watch;
    private final boolean publish;

    Work(boolean watch, boolean publish) {
      this.watch = watch;
      this.publish = publish;
    }
  }

  /** What follows from the facts. */
  private static OnChainStep advance(
      Commitments c, OnChainState state, OnChainContext ctx, Work work) {
    List<ChainAction> actions = new ArrayList<>();
    boolean again = work == Work.AGAIN;
    boolean confirmed = state.spend().filter(s -> s.height().isPresent()).isPresent();
    OnChainState next = state;
    if (!confirmed && work.publish) {
      next = CommitmentPush.push(c, state, ctx, again, "not confirmed yet", actions);
    }
    Optional<ClosedChannel> closed = ClosedChannel.of(c, next, ctx);
    if (closed.isEmpty()) {
      return new OnChainStep(next, actions, false);
    }
    List<Claim> claims = Claims.of(closed.get());
    if (work.watch) {
      claims.forEach(
          claim ->
              actions.add(new ChainAction.Watch(claim.outPoint(), claim.output().scriptPubKey())));
    }
    if (confirmed && work.publish) {
      next = Bidding.bid(next, claims, ctx, again, actions);
    }
    return conclude(closed.get().with(next), claims, ctx, actions);
  }

  private static OnChainStep conclude(
      ClosedChannel closed, List<Claim> claims, OnChainContext ctx, List<ChainAction> actions) {
    ClosedChannel told = closed.with(Outcomes.failed(closed, claims, ctx, actions));
    boolean complete = Resolution.isComplete(told, claims, ctx);
    if (complete) {
      actions.addAll(Resolution.letGo(told, claims, ctx));
    }
    return new OnChainStep(told.state(), actions, complete);
  }
}
