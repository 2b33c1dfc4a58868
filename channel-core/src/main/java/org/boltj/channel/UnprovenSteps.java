package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ErrorMessage;
import org.boltj.updates.Commitments;
import org.boltj.updates.Outcome;
import org.boltj.updates.Refusal;
import org.boltj.updates.SettleRules;
import org.boltj.updates.Update;

/** A channel whose state may be old waits for the peer to prove or to refute it. */
final class UnprovenSteps {
  private static final Refusal MAY_BE_OLD =
      new Refusal.ChannelNotReady("the state is from a copy; the peer has to confirm it first");

  private UnprovenSteps() {}

  static Transition.Builder step(
      Transition.Builder next, Unproven state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.OpeningEvent opening -> next;
      case ChannelEvent.Received received -> onMessage(next, state, received.message(), ctx);
      case ChannelEvent.LinkUp up -> ReestablishSteps.onLinkUp(next, state, ctx);
      case ChannelEvent.LinkDown down -> next.link(Link.DOWN);
      case ChannelEvent.Command command -> onCommand(next, state, command);
      case ChannelEvent.ChainEvent chain -> onChain(next, state, chain, ctx);
      case ChannelEvent.Restored restored -> restore(next, state);
      case ChannelEvent.CopyEvent copy ->
          copy instanceof ChannelEvent.Trusted
              ? goOn(next, state, ctx)
              : LossSteps.onCopy(next, state, copy);
      case ChannelEvent.Bug bug -> FreezeSteps.freeze(next, state, bug);
    };
  }

  private static Transition.Builder restore(Transition.Builder next, Unproven state) {
    next.add(ConfirmationSteps.watch(state.params()));
    FailSteps.unconfirmedFunding(state.last())
        .forEach(tx -> next.add(new Effect.Publish(List.of(tx), "funding")));
    return next;
  }

  private static Transition.Builder onMessage(
      Transition.Builder next, Unproven state, WireMessage message, Context ctx) {
    if (message instanceof ErrorMessage error) {
      return FailSteps.onError(next, state, error, ctx);
    }
    if (!(message instanceof ChannelReestablish reestablish)
        || next.link() != Link.REESTABLISHING) {
      return next;
    }
    Commitments c = state.commitments();
    if (ReestablishSteps.provesLoss(c, reestablish, ctx)
        || ReestablishSteps.mismatch(c, reestablish, ctx).isPresent()) {
      return LossSteps.lose(next.link(Link.UP), state);
    }
    goOn(next, state, ctx);
    return ReestablishSteps.onMessage(next, (PersistentState) next.state(), reestablish, ctx);
  }

  /** The state is the newest: the channel is taken up as after any start. */
  private static Transition.Builder goOn(Transition.Builder next, Unproven state, Context ctx) {
    Link link = next.link();
    next.become(state.last());
    ReestablishSteps.onLinkDown(next, state.last());
    next.link(link).store((PersistentState) next.state());
    if (next.state() instanceof UpdatableState updatable) {
      UpdateSteps.restore(next, updatable, ctx);
    }
    return next;
  }

  private static Transition.Builder onCommand(
      Transition.Builder next, Unproven state, ChannelEvent.Command command) {
    return switch (command) {
      case ChannelEvent.AddHtlc add -> next.add(UpdateSteps.refused(add.requestId(), MAY_BE_OLD));
      case ChannelEvent.Close close -> next.add(UpdateSteps.refused(close.requestId(), MAY_BE_OLD));
      case ChannelEvent.ForceClose close ->
          next.add(UpdateSteps.refused(close.requestId(), MAY_BE_OLD));
      case ChannelEvent.SettleCommand settle ->
          kept(state.last(), settle.toUpdate())
              .map(last -> next.store(new Unproven(last)))
              .orElse(next);
      case ChannelEvent.HtlcDecided decided -> next;
      case ChannelEvent.UpdateFee fee -> next;
      case ChannelEvent.Sign sign -> next;
    };
  }

  /** An answer to an HTLC of the peer must not be lost. */
  static Optional<PersistentState> kept(PersistentState last, Update.Settle settle) {
    return last instanceof UpdatableState updatable
            && SettleRules.send(updatable.commitments(), settle)
                instanceof Outcome.Ok<SettleRules.Sent, Refusal> ok
            && ok.value().isNew()
        ? Optional.of(updatable.withCommitments(ok.value().commitments()))
        : Optional.empty();
  }

  private static Transition.Builder onChain(
      Transition.Builder next, Unproven state, ChannelEvent.ChainEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.FundingConfirmed confirmed ->
          next.store(new Unproven(ConfirmationSteps.confirmed(state.last(), confirmed)));
      case ChannelEvent.BlockDisconnected gone ->
          ConfirmationSteps.disconnected(state.last(), gone.height())
              .map(last -> next.store(new Unproven(last)))
              .orElse(next);
      case ChannelEvent.FundingSpent spent ->
          LossSteps.onFundingSpent(next, state, spent, Optional.empty(), ctx);
      case ChannelEvent.FundingDoubleSpent spent ->
          LossSteps.onDoubleSpent(next, state, List.of(), spent, ctx);
      case ChannelEvent.OutputSpent spent -> next;
      case ChannelEvent.NewBlock block -> next;
    };
  }
}
