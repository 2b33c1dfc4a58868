package org.boltj.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReestablish;
import org.boltj.onchain.ChainAction;
import org.boltj.onchain.FeeSchedule;
import org.boltj.onchain.OnChain;
import org.boltj.onchain.OnChainContext;
import org.boltj.onchain.OnChainState;
import org.boltj.onchain.OnChainStep;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;
import org.boltj.updates.FeePolicy;
import org.boltj.updates.Update;

/** A channel that ends on the chain: hands what happens to {@link OnChain}. */
final class ClosingSteps {
  private ClosingSteps() {}

  static Transition.Builder step(
      Transition.Builder next, Closing state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.OpeningEvent opening -> next;
      case ChannelEvent.Received received -> onMessage(next, state, received.message(), ctx);
      case ChannelEvent.LinkUp up -> {
        state.error().ifPresent(next::send);
        yield next.link(Link.UP);
      }
      case ChannelEvent.LinkDown down -> next.link(Link.DOWN);
      case ChannelEvent.Command command -> onCommand(next, state, command, ctx);
      case ChannelEvent.ChainEvent chain -> onChain(next, state, chain, ctx);
      case ChannelEvent.Restored restored ->
          apply(
              next.add(ConfirmationSteps.watch(state.params())),
              state,
              OnChain.restored(state.commitments(), state.onChain(), context(state, ctx)));
      case ChannelEvent.CopyEvent copy -> next;
      case ChannelEvent.Bug bug -> FreezeSteps.freeze(next, state, bug);
    };
  }

  /** The peer may not know yet why the channel failed, or that it is closed (BOLT 2). */
  private static Transition.Builder onMessage(
      Transition.Builder next, Closing state, WireMessage message, Context ctx) {
    if (state.error().isEmpty()) {
      return AgreedClose.onMessage(next, state, message, ctx);
    }
    return message instanceof ChannelReestablish ? next.send(state.error().get()) : next;
  }

  private static Transition.Builder onCommand(
      Transition.Builder next, Closing state, ChannelEvent.Command command, Context ctx) {
    return switch (command) {
      case ChannelEvent.AddHtlc add -> UpdateSteps.add(next, state, add, ctx);
      case ChannelEvent.Close close -> ShutdownSteps.close(next, state, close, ctx);
      case ChannelEvent.ForceClose close ->
          OwnCommitment.byForce(
              next.add(new Effect.Reply(close.requestId(), new CommandResult.Closing())),
              state,
              ctx);
      case ChannelEvent.SettleCommand settle ->
          settle.toUpdate() instanceof Update.Fulfill fulfill
              ? apply(
                  next,
                  state,
                  OnChain.preimage(
                      state.commitments(),
                      state.onChain(),
                      fulfill.preimage(),
                      context(state, ctx)))
              : next;
      case ChannelEvent.HtlcDecided decided -> next;
      case ChannelEvent.UpdateFee fee -> next;
      case ChannelEvent.Sign sign -> next;
    };
  }

  private static Transition.Builder onChain(
      Transition.Builder next, Closing state, ChannelEvent.ChainEvent event, Context ctx) {
    OnChainContext chain = context(state, ctx);
    OnChainState facts = state.onChain();
    return switch (event) {
      case ChannelEvent.FundingConfirmed confirmed -> onFundingConfirmed(next, state, confirmed);
      case ChannelEvent.FundingSpent spent -> onFundingSpent(next, state, spent, ctx);
      case ChannelEvent.FundingDoubleSpent spent -> onDoubleSpent(next, state, spent, ctx);
      case ChannelEvent.OutputSpent spent ->
          apply(
              next,
              state,
              OnChain.outputSpent(
                  state.commitments(), facts, spent.transaction(), spent.height(), chain));
      case ChannelEvent.BlockDisconnected gone ->
          apply(
              next,
              withoutFunding(next, state, gone.height()),
              OnChain.disconnected(state.commitments(), facts, gone.height(), chain));
      case ChannelEvent.NewBlock block -> {
        Closing own = OwnCommitment.againstCheater(state, ctx);
        apply(next, own, OnChain.block(own.commitments(), own.onChain(), chain));
        yield ConfirmationSteps.forgetTransaction(next, ctx);
      }
    };
  }

  private static Transition.Builder onFundingConfirmed(
      Transition.Builder next, Closing state, ChannelEvent.FundingConfirmed event) {
    PersistentState after = ConfirmationSteps.confirmed(state, event);
    return after.equals(state) ? next : next.store(after);
  }

  /** The state after a reorganization, which may take the funding transaction away too. */
  private static Closing withoutFunding(Transition.Builder next, Closing state, int height) {
    Optional<PersistentState> after = ConfirmationSteps.disconnected(state, height);
    if (after.isPresent()) {
      next.add(new Effect.Notify(new ChannelNotice.FundingReorganized(state.channelId())));
    }
    return (Closing) after.orElse(state);
  }

  /** The funding output is spent, by whomever. */
  static Transition.Builder onFundingSpent(
      Transition.Builder next, Closing state, ChannelEvent.FundingSpent event, Context ctx) {
    OnChainStep step =
        OnChain.fundingSpent(
            state.commitments(),
            state.onChain(),
            event.transaction(),
            event.height(),
            event.revoked(),
            context(state, ctx));
    Closing heeded = OwnCommitment.heeding(state, step.state());
    Closing after = OwnCommitment.againstCheater(heeded, ctx);
    apply(next, after, new OnChainStep(after.onChain(), step.actions(), step.resolved()));
    told(next, state, step);
    return after.onChain().equals(heeded.onChain())
        ? next
        : OwnCommitment.publish(next, after, "the peer published a revoked commitment", ctx);
  }

  /** There is no funding output to spend. */
  static Transition.Builder onDoubleSpent(
      Transition.Builder next, Closing state, ChannelEvent.FundingDoubleSpent event, Context ctx) {
    OnChainStep step =
        OnChain.fundingDoubleSpent(
            state.commitments(),
            state.onChain(),
            event.transaction(),
            event.height(),
            context(state, ctx));
    return told(apply(next, state, step), state, step);
  }

  private static Transition.Builder told(Transition.Builder next, Closing state, OnChainStep step) {
    SpendKind kind = step.state().spend().orElseThrow().kind();
    boolean known = state.onChain().spend().filter(spend -> spend.kind() == kind).isPresent();
    if (known) {
      return next;
    }
    next.add(new Effect.Notify(new ChannelNotice.FundingSpent(state.channelId(), kind)));
    return switch (kind) {
      case UNKNOWN -> atRisk(next, state, "the funding output was spent by an unknown transaction");
      case FUNDING_DOUBLE_SPENT -> atRisk(next, state, LossSteps.DOUBLE_SPENT);
      case MUTUAL_CLOSE,
          LOCAL_COMMITMENT,
          REMOTE_COMMITMENT,
          NEXT_REMOTE_COMMITMENT,
          REVOKED_COMMITMENT,
          FUTURE_REMOTE_COMMITMENT,
          FUTURE_LOCAL_COMMITMENT ->
          next;
    };
  }

  private static Transition.Builder atRisk(Transition.Builder next, Closing state, String what) {
    return next.add(new Effect.Notify(new ChannelNotice.FundsAtRisk(state.channelId(), what)));
  }

  static Transition.Builder apply(Transition.Builder next, Closing state, OnChainStep step) {
    Closing after = state.withOnChain(step.state());
    if (step.resolved()) {
      next.store(new Closed(state.commitments()))
          .add(new Effect.Notify(new ChannelNotice.Closed(state.channelId())));
    } else if (!after.equals(next.state())) {
      next.store(after);
    }
    return next.addAll(effects(state, step));
  }

  static List<Effect> effects(Closing state, OnChainStep step) {
    return step.actions().stream().map(action -> effect(state, action)).toList();
  }

  private static Effect effect(Closing state, ChainAction action) {
    return switch (action) {
      case ChainAction.Publish publish ->
          new Effect.Publish(withParent(state, publish.transactions()), publish.reason());
      case ChainAction.PublishWithFee bump -> new Effect.PublishWithFee(bump.bump());
      case ChainAction.Watch watch -> new Effect.Watch(watch.outPoint(), watch.scriptPubKey());
      case ChainAction.HtlcFulfilled fulfilled ->
          new Effect.HtlcFulfilled(
              state.channelId(),
              fulfilled.htlc().id(),
              fulfilled.htlc().origin(),
              fulfilled.preimage(),
              Optional.empty());
      case ChainAction.HtlcFailed failed ->
          new Effect.HtlcFailed(
              state.channelId(),
              failed.htlc().id(),
              failed.htlc().origin(),
              new HtlcFailure.OnChain());
      case ChainAction.LetGo left ->
          new Effect.Notify(
              new ChannelNotice.OutputLetGo(state.channelId(), left.outPoint(), left.amount()));
    };
  }

  /** What spends the funding output needs it, and mempools forget the funding transaction too. */
  private static List<Transaction> withParent(Closing state, List<Transaction> transactions) {
    boolean spends =
        transactions.get(0).inputs().get(0).outPoint().equals(state.params().funding());
    List<Transaction> all =
        new ArrayList<>(spends ? FailSteps.unconfirmedFunding(state) : List.of());
    all.addAll(transactions);
    return all;
  }

  static OnChainContext context(Closing state, Context ctx) {
    FeePolicy fees = ctx.policy().fees();
    return new OnChainContext(
        ctx.blockHeight(),
        ctx.feerates(),
        ctx.signer(),
        ctx.policy(),
        FeeSchedule.of(fees),
        state.sweepScript());
  }
}
