package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.message.ChannelReestablish;
import org.boltj.updates.Refusal;

/** Channels in which we do nothing any more, or can only wait. */
final class EndedSteps {
  private EndedSteps() {}

  /** All is over. */
  static Transition.Builder closed(
      Transition.Builder next, Closed state, ChannelEvent event, Context ctx) {
    return idle(next, state, event, ctx);
  }

  /**
   * A bug was met; a person has to look, and may then close the channel. Until then preimages are
   * kept, and nothing is published unless the funding output is spent: then what is ours is
   * claimed. See {@link Frozen}.
   */
  static Transition.Builder frozen(
      Transition.Builder next, Frozen state, ChannelEvent event, Context ctx) {
    if (state.last() instanceof Closing closing && isOfChain(event)) {
      return ClosingSteps.step(next.wrapping(after -> frozen(state, after)), closing, event, ctx);
    }
    if (event instanceof ChannelEvent.Restored) {
      return next.add(ConfirmationSteps.watch(state.params()));
    }
    if (event instanceof ChannelEvent.SettleCommand settle) {
      return UnprovenSteps.kept(state, settle.toUpdate()).map(next::store).orElse(next);
    }
    if (event instanceof ChannelEvent.Outdated
        && Unproven.doubt(state.last()) instanceof Unproven) {
      return next.store(
          new Frozen(
              new DataLoss(state.commitments(), DataLoss.pleaseClose(state.channelId())),
              state.what()));
    }
    if (event instanceof ChannelEvent.Doubted) {
      return next.store(Unproven.doubt(state));
    }
    if (event instanceof ChannelEvent.Trusted && state.last() instanceof Unproven unproven) {
      return next.store(new Frozen(unproven.last(), state.what()));
    }
    if (event instanceof ChannelEvent.FundingSpent spent && !(state.last() instanceof Closed)) {
      return ClosingSteps.onFundingSpent(next, closing(next, state.last(), ctx), spent, ctx);
    }
    if (event instanceof ChannelEvent.FundingDoubleSpent spent
        && !(state.last() instanceof Closed)) {
      return LossSteps.onDoubleSpent(next, state, List.of(), spent, ctx);
    }
    return event instanceof ChannelEvent.ForceClose close
        ? closeFrozen(next, state, close, ctx)
        : idle(next, state, event, ctx);
  }

  /**
   * What a closing channel must go on with: claims have deadlines that do not wait for a person.
   */
  private static boolean isOfChain(ChannelEvent event) {
    return event instanceof ChannelEvent.ChainEvent
        || event instanceof ChannelEvent.Restored
        || event instanceof ChannelEvent.SettleCommand;
  }

  private static PersistentState frozen(Frozen before, PersistentState after) {
    return after instanceof Closing ? new Frozen(after, before.what()) : after;
  }

  private static Closing closing(Transition.Builder next, PersistentState last, Context ctx) {
    return last instanceof Closing closing
        ? closing
        : FailSteps.closing(
            next,
            last,
            List.of(),
            LossSteps.mayBeOld(last)
                ? Optional.of(DataLoss.pleaseClose(last.channelId()))
                : Optional.empty(),
            ctx);
  }

  private static Transition.Builder closeFrozen(
      Transition.Builder next, Frozen state, ChannelEvent.ForceClose close, Context ctx) {
    if (state.last() instanceof DataLoss || state.last() instanceof Closed) {
      return idle(next, state, close, ctx);
    }
    next.add(new Effect.Reply(close.requestId(), new CommandResult.Closing()));
    return state.last() instanceof Closing closing
        ? ClosingSteps.step(next.store(closing), closing, new ChannelEvent.Restored(), ctx)
        : FailSteps.close(next, state.last(), close.reason(), true, ctx);
  }

  private static Transition.Builder idle(
      Transition.Builder next, PersistentState state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.LinkUp up -> next.link(Link.UP);
      case ChannelEvent.LinkDown down -> next.link(Link.DOWN);
      case ChannelEvent.AddHtlc add -> UpdateSteps.add(next, state, add, ctx);
      case ChannelEvent.Close close -> ShutdownSteps.close(next, state, close, ctx);
      case ChannelEvent.ForceClose close ->
          next.add(
              UpdateSteps.refused(
                  close.requestId(), new Refusal.ChannelNotReady("the channel is not in use")));
      case ChannelEvent.OpeningEvent ignored -> next;
      case ChannelEvent.Received ignored -> next;
      case ChannelEvent.SettleCommand ignored -> next;
      case ChannelEvent.HtlcDecided ignored -> next;
      case ChannelEvent.UpdateFee ignored -> next;
      case ChannelEvent.Sign ignored -> next;
      case ChannelEvent.ChainEvent ignored -> next;
      case ChannelEvent.Restored ignored -> next;
      case ChannelEvent.CopyEvent ignored -> next;
      case ChannelEvent.Bug ignored -> next;
    };
  }

  /** Our state is lost: the peer is asked to close, and its commitment awaited. */
  static Transition.Builder dataLoss(
      Transition.Builder next, DataLoss state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.LinkUp up ->
          next.link(Link.UP)
              .send(ReestablishSteps.channelReestablish(state.commitments(), ctx))
              .send(state.error());
      case ChannelEvent.Received received ->
          received.message() instanceof ChannelReestablish ? next.send(state.error()) : next;
      case ChannelEvent.FundingSpent spent ->
          LossSteps.onFundingSpent(next, state, spent, Optional.of(state.error()), ctx);
      case ChannelEvent.Restored restored -> next.add(ConfirmationSteps.watch(state.params()));
      case ChannelEvent.LinkDown ignored -> idle(next, state, event, ctx);
      case ChannelEvent.SettleCommand settle ->
          UnprovenSteps.kept(state, settle.toUpdate()).map(next::store).orElse(next);
      case ChannelEvent.Command ignored -> idle(next, state, event, ctx);
      case ChannelEvent.OpeningEvent ignored -> next;
      case ChannelEvent.NewBlock ignored -> next;
      case ChannelEvent.BlockDisconnected ignored -> next;
      case ChannelEvent.FundingConfirmed ignored -> next;
      case ChannelEvent.FundingDoubleSpent spent ->
          LossSteps.onDoubleSpent(next, state, List.of(), spent, ctx);
      case ChannelEvent.OutputSpent ignored -> next;
      case ChannelEvent.CopyEvent ignored -> next;
      case ChannelEvent.Bug bug -> FreezeSteps.freeze(next, state, bug);
    };
  }
}
