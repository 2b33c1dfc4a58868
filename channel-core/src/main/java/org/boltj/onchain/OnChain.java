package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.SpendKey;
import org.boltj.commitment.SweepTx;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.Commitments;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.RevokedHtlc;
import org.boltj.updates.SettleRules;

/**
 * The resolution of a channel on the chain: a pure function from facts and what happened to new
 * facts and actions (BOLT 5).
 */
public final class OnChain {
  /** With this many confirmations an output counts as irrevocably resolved (BOLT 5). */
  public static final int IRREVOCABLE_DEPTH = 100;

  /** Transactions that need fees of the wallet are asked for again after this many blocks. */
  private static final int BUMP_INTERVAL = 6;

  private OnChain() {}

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
    FundingSpend spend = SpendClassifier.classify(c, ctx.signer(), tx, height);
    OnChainState next =
        state
            .withSpend(Optional.of(spend))
            .withRevoked(
                spend.kind() == SpendKind.REVOKED_COMMITMENT
                    ? Penalties.present(c, spend, revoked)
                    : List.of());
    return advance(c, next, ctx, Work.WATCH);
  }

  /** A transaction spends a watched output; no height means the mempool. */
  public static OnChainStep outputSpent(
      Commitments c, OnChainState state, Transaction tx, OptionalInt height, OnChainContext ctx) {
    List<ChainAction> actions = new ArrayList<>();
    List<Long> reported = new ArrayList<>(state.reported());
    for (OutgoingHtlc htlc : new KnownHtlcs(c, state).allOutgoing()) {
      if (!reported.contains(htlc.id())) {
        preimageIn(tx, htlc)
            .ifPresent(
                preimage -> {
                  actions.add(new ChainAction.HtlcFulfilled(htlc, preimage));
                  reported.add(htlc.id());
                });
      }
    }
    OnChainState next = state.withReported(reported);
    boolean isNew =
        height.isPresent()
            && state.spends().stream().noneMatch(s -> s.transaction().txid().equals(tx.txid()));
    if (isNew) {
      List<ConfirmedSpend> spends = new ArrayList<>(state.spends());
      spends.add(new ConfirmedSpend(tx, height.getAsInt()));
      next = next.withSpends(spends);
    }
    OnChainStep step = advance(c, next, ctx, isNew ? Work.WATCH : Work.NOTHING);
    actions.addAll(step.actions());
    return new OnChainStep(step.state(), actions, step.resolved());
  }

  private static Optional<PaymentPreimage> preimageIn(Transaction tx, OutgoingHtlc htlc) {
    for (TxInput input : tx.inputs()) {
      for (Bytes item : input.witness()) {
        if (item.size() == 32) {
          PaymentPreimage preimage = new PaymentPreimage(item);
          if (SettleRules.matches(preimage, htlc.paymentHash())) {
            return Optional.of(preimage);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** We learnt the preimage of an HTLC of the peer. */
  public static OnChainStep preimage(
      Commitments c, OnChainState state, PaymentPreimage preimage, OnChainContext ctx) {
    if (state.preimages().contains(preimage)) {
      return advance(c, state, ctx, Work.NOTHING);
    }
    List<PaymentPreimage> preimages = new ArrayList<>(state.preimages());
    preimages.add(preimage);
    return advance(c, state.withPreimages(preimages), ctx, Work.ALL);
  }

  /** A block was connected. */
  public static OnChainStep block(Commitments c, OnChainState state, OnChainContext ctx) {
    return advance(c, state, ctx, Work.PUBLISH);
  }

  /** A restart: everything is watched and published once more. */
  public static OnChainStep restored(Commitments c, OnChainState state, OnChainContext ctx) {
    return advance(c, state, ctx, Work.ALL);
  }

  /** The block of that height left the chain. */
  public static OnChainStep disconnected(
      Commitments c, OnChainState state, int height, OnChainContext ctx) {
    Optional<FundingSpend> spend =
        state
            .spend()
            .map(
                s ->
                    s.height().isPresent() && s.height().getAsInt() >= height
                        ? new FundingSpend(
                            s.kind(), s.transaction(), s.commitmentNumber(), OptionalInt.empty())
                        : s);
    List<ConfirmedSpend> spends = state.spends().stream().filter(s -> s.height() < height).toList();
    return advance(c, state.withSpend(spend).withSpends(spends), ctx, Work.PUBLISH);
  }

  /**
   * What to do about the claims. Within a block nothing is published: the next event may tell that
   * the same block holds the spend.
   */
  private enum Work {
    NOTHING,
    WATCH,
    PUBLISH,
    ALL
  }

  /** What follows from the facts. */
  private static OnChainStep advance(
      Commitments c, OnChainState state, OnChainContext ctx, Work work) {
    boolean watch = work == Work.WATCH || work == Work.ALL;
    boolean publish = work == Work.PUBLISH || work == Work.ALL;
    List<ChainAction> actions = new ArrayList<>();
    KnownHtlcs htlcs = new KnownHtlcs(c, state);
    boolean confirmed = state.spend().filter(s -> s.height().isPresent()).isPresent();
    if (!confirmed && publish) {
      rebroadcast(c, state, ctx, actions);
    }
    List<Claim> claims = Claims.of(c, state, ctx.signer(), htlcs);
    for (Claim claim : claims) {
      if (watch) {
        actions.add(new ChainAction.Watch(claim.outPoint(), claim.output().scriptPubKey()));
      }
      if (publish && spentAt(state, claim.outPoint()).isEmpty()) {
        publish(claim, ctx, watch, actions);
      }
    }
    OnChainState reported = Outcomes.report(state, claims, htlcs, ctx, actions);
    boolean resolved = confirmed && isResolved(reported, claims, htlcs, ctx);
    return new OnChainStep(reported, actions, resolved);
  }

  private static void rebroadcast(
      Commitments c, OnChainState state, OnChainContext ctx, List<ChainAction> actions) {
    if (state.broadcast().isEmpty()) {
      return;
    }
    actions.add(new ChainAction.Publish(state.broadcast(), "not confirmed yet"));
    if (ctx.blockHeight() % BUMP_INTERVAL != 0) {
      return;
    }
    CommitmentTx ours = SpendClassifier.localCommitment(c, ctx.signer());
    Transaction last = state.broadcast().get(state.broadcast().size() - 1);
    if (last.txid().equals(ours.unsigned().txid())) {
      CommitmentSpends.localAnchor(ours)
          .map(a -> new FeeBump.AnchorChild(last, ours.fee(), a, ctx.feerates().sweep()))
          .ifPresent(bump -> actions.add(new ChainAction.PublishWithFee(bump)));
    }
  }

  private static void publish(
      Claim claim, OnChainContext ctx, boolean fresh, List<ChainAction> actions) {
    switch (claim) {
      case Claim.Direct direct -> {
        if (ctx.blockHeight() >= direct.readyHeight()) {
          sweep(direct.spend(), ctx)
              .ifPresent(
                  tx -> actions.add(new ChainAction.Publish(List.of(tx), "claim of an output")));
        }
      }
      case Claim.FirstStage first -> {
        if (ctx.blockHeight() >= first.readyHeight()) {
          htlcTransaction(first, ctx, fresh, actions);
        }
      }
      case Claim.Watched watched -> {}
    }
  }

  private static Optional<Transaction> sweep(OutputSpend spend, OnChainContext ctx) {
    return SweepTx.build(List.of(spend), ctx.sweepScript(), ctx.feerates().sweep())
        .map(
            sweep -> {
              Optional<Signature> signature =
                  spend.key() instanceof SpendKey.None
                      ? Optional.empty()
                      : Optional.of(ctx.signer().signSpend(sweep.unsigned(), 0, spend));
              return sweep.signed(List.of(signature));
            });
  }

  private static void htlcTransaction(
      Claim.FirstStage claim, OnChainContext ctx, boolean fresh, List<ChainAction> actions) {
    boolean paysItself = claim.htlcTx().format().anchorsCost().isZero();
    if (paysItself) {
      Signature ours = ctx.signer().signLocalHtlcTx(claim.htlcTx(), claim.htlcTx().unsigned());
      Transaction tx = claim.htlcTx().signed(claim.remoteSignature(), ours, claim.preimage());
      actions.add(new ChainAction.Publish(List.of(tx), "HTLC transaction"));
    } else if (fresh || (ctx.blockHeight() - claim.readyHeight()) % BUMP_INTERVAL == 0) {
      actions.add(
          new ChainAction.PublishWithFee(
              new FeeBump.HtlcClaim(
                  claim.htlcTx(),
                  claim.remoteSignature(),
                  claim.preimage(),
                  ctx.feerates().sweep())));
    }
  }

  /** Height at which the output was spent, if it was. */
  static OptionalInt spentAt(OnChainState state, OutPoint outPoint) {
    for (ConfirmedSpend spend : state.spends()) {
      for (TxInput input : spend.transaction().inputs()) {
        if (input.outPoint().equals(outPoint)) {
          return OptionalInt.of(spend.height());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isResolved(
      OnChainState state, List<Claim> claims, KnownHtlcs htlcs, OnChainContext ctx) {
    int depth = ctx.blockHeight() - state.spend().orElseThrow().height().orElseThrow() + 1;
    if (depth < IRREVOCABLE_DEPTH) {
      return false;
    }
    for (OutgoingHtlc htlc : htlcs.allOutgoing()) {
      if (!state.reported().contains(htlc.id())) {
        return false;
      }
    }
    return claims.stream().allMatch(claim -> isResolved(state, claim, ctx));
  }

  private static boolean isResolved(OnChainState state, Claim claim, OnChainContext ctx) {
    OptionalInt spent = spentAt(state, claim.outPoint());
    if (spent.isPresent()) {
      return ctx.blockHeight() - spent.getAsInt() + 1 >= IRREVOCABLE_DEPTH;
    }
    return switch (claim) {
      // What is too small to pay for its own spend is left.
      case Claim.Direct direct ->
          ctx.blockHeight() >= direct.readyHeight() && sweep(direct.spend(), ctx).isEmpty();
      case Claim.FirstStage first -> false;
      case Claim.Watched watched -> ctx.blockHeight() >= watched.doneHeight();
    };
  }
}
