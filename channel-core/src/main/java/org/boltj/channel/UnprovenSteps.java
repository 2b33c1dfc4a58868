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
      case ChannelEvent.LinkUp up -> onLinkUp(next, state, ctx);
      case ChannelEvent.LinkDown down -> next.link(Link.DOWN);
      case ChannelEvent.Command command -> onCommand(next, state, command);
      case ChannelEvent.ChainEvent chain -> onChain(next, state, chain, ctx);
      case ChannelEvent.Restored restored -> restore(next, state);
      case ChannelEvent.CopyEvent copy -> onCopy(next, state, copy, ctx);
      case ChannelEvent.Bug bug -> FreezeSteps.freeze(next, state, bug);
    };
  }

  /** The peer's numbers are heard first: ours would tell a liar what to say. */
  private static Transition.Builder onLinkUp(Transition.Builder next, Unproven state, Context ctx) {
    next.link(Link.REESTABLISHING);
    return state.told() ? tell(next, state, ctx) : next;
  }

  private static Transition.Builder tell(Transition.Builder next, Unproven state, Context ctx) {
    return next.send(ReestablishSteps.channelReestablish(state.commitments(), ctx));
  }

  private static Transition.Builder onCopy(
      Transition.Builder next, Unproven state, ChannelEvent.CopyEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.Trusted trusted -> trust(next, state, ctx);
      case ChannelEvent.PeerWaits waits ->
          next.link() == Link.REESTABLISHING && !state.told()
              ? tell(next.store(new Unproven(state.last(), true)), state, ctx)
              : next;
      case ChannelEvent.Doubted doubted -> next;
      case ChannelEvent.Outdated outdated -> LossSteps.onCopy(next, state, outdated);
    };
  }

  private static Transition.Builder trust(Transition.Builder next, Unproven state, Context ctx) {
    if (next.link() == Link.UP) {
      // The peer's channel_reestablish was taken for no proof and is gone: it has to come again.
      return goOn(next.link(Link.DOWN), state, ctx)
          .add(new Effect.Disconnect("the state is trusted now"));
    }
    boolean owed = next.link() == Link.REESTABLISHING && !state.told();
    goOn(next, state, ctx);
    return owed ? tell(next, state, ctx) : next;
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
      next.link(Link.UP);
      return LossSteps.lose(state.told() ? next : tell(next, state, ctx), state);
    }
    if (state.told()) {
      // It may only repeat what it has heard.
      return next.link(Link.UP);
    }
    tell(next, state, ctx);
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
          kept(state, settle.toUpdate()).map(next::store).orElse(next);
      case ChannelEvent.HtlcDecided decided -> next;
      case ChannelEvent.UpdateFee fee -> next;
      case ChannelEvent.Sign sign -> next;
    };
  }

  /**
   * An answer to an HTLC of the peer must not be lost, whatever has become of the channel: the peer
   * may close it with a commitment that we know. Nothing goes to the peer meanwhile, so a preimage
   * also replaces a failure that is not signed.
   */
  static Optional<PersistentState> kept(PersistentState last, Update.Settle settle) {
    Commitments c = last.commitments();
    return SettleRules.send(c, settle) instanceof Outcome.Ok<SettleRules.Sent, Refusal> ok
        ? Optional.of(ok.value())
            .filter(SettleRules.Sent::isNew)
            .map(SettleRules.Sent::commitments)
            .or(
                () ->
                    settle instanceof Update.Fulfill f
                        ? SettleRules.claimInstead(c, f)
                        : Optional.empty())
            .flatMap(changed -> with(last, changed))
        : Optional.empty();
  }

  private static Optional<PersistentState> with(PersistentState state, Commitments changed) {
    return switch (state) {
      case UpdatableState s -> Optional.of(s.withCommitments(changed));
      case Unproven s -> with(s.last(), changed).map(s::withLast);
      case DataLoss s -> Optional.of(new DataLoss(changed, s.error()));
      case Frozen s -> with(s.last(), changed).map(last -> new Frozen(last, s.what()));
      case WaitForFundingConfirmed s -> Optional.empty();
      case WaitForChannelReady s -> Optional.empty();
      case NegotiatingClose s -> Optional.empty();
      case Closing s -> Optional.empty();
      case Closed s -> Optional.empty();
    };
  }

  private static Transition.Builder onChain(
      Transition.Builder next, Unproven state, ChannelEvent.ChainEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.FundingConfirmed confirmed ->
          next.store(state.withLast(ConfirmationSteps.confirmed(state.last(), confirmed)));
      case ChannelEvent.BlockDisconnected gone ->
          ConfirmationSteps.disconnected(state.last(), gone.height())
              .map(last -> next.store(state.withLast(last)))
              .orElse(next);
      case ChannelEvent.FundingSpent spent ->
          LossSteps.onFundingSpent(
              next, state, spent, Optional.of(DataLoss.pleaseClose(state.channelId())), ctx);
      case ChannelEvent.FundingDoubleSpent spent ->
          LossSteps.onDoubleSpent(next, state, List.of(), spent, ctx);
      case ChannelEvent.OutputSpent spent -> next;
      case ChannelEvent.NewBlock block -> next;
    };
  }
}
