package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.message.ErrorMessage;
import org.boltj.tx.Transaction;

/** Our state is older than the peer's, or may be (BOLT 2, "Message Retransmission"). */
final class LossSteps {
  static final String DOUBLE_SPENT = "the funding transaction was double-spent";

  private LossSteps() {}

  /** What is known outside of the channel about how old its state is. */
  static Transition.Builder onCopy(
      Transition.Builder next, PersistentState state, ChannelEvent.CopyEvent event) {
    return switch (event) {
      case ChannelEvent.Outdated outdated -> lose(next, state);
      // On this connection the peer has shown already that it knows of nothing newer.
      case ChannelEvent.Doubted doubted ->
          next.link() == Link.UP ? next : doubt(next, state, doubted.byThisPeer());
      case ChannelEvent.Trusted trusted -> next;
      case ChannelEvent.PeerWaits waits -> next;
    };
  }

  /**
   * A peer that has heard our numbers on this connection can prove nothing, unless it is honest.
   */
  private static Transition.Builder doubt(
      Transition.Builder next, PersistentState state, boolean honest) {
    boolean told = next.link() == Link.REESTABLISHING;
    PersistentState doubted =
        Unproven.doubt(state) instanceof Unproven unproven
            ? new Unproven(unproven.last(), unproven.told() || (told && !honest))
            : state;
    next.store(doubted);
    return told && honest
        ? next.add(new Effect.Disconnect("the store is an old copy: the peer is heard first now"))
        : next;
  }

  /** Nothing of ours is published from now on; the peer is asked to close. */
  static Transition.Builder lose(Transition.Builder next, PersistentState state) {
    ErrorMessage error = DataLoss.pleaseClose(state.channelId());
    next.store(new DataLoss(FailSteps.withoutUnsigned(next, state), error));
    if (next.link() != Link.DOWN) {
      next.send(error);
    }
    return next.add(new Effect.Notify(new ChannelNotice.DataLost(state.channelId())));
  }

  /** Somebody spends the funding output before we have published anything. */
  static Transition.Builder onFundingSpent(
      Transition.Builder next,
      PersistentState state,
      ChannelEvent.FundingSpent spent,
      Optional<ErrorMessage> error,
      Context ctx) {
    Closing closing = FailSteps.closing(next, state, List.of(), error, ctx);
    return ClosingSteps.onFundingSpent(next, closing, spent, ctx);
  }

  /** Whether nothing of ours may be published out of that state. */
  static boolean mayBeOld(PersistentState state) {
    return state instanceof DataLoss || state instanceof Unproven;
  }

  /**
   * There is no funding output any more: the channel is worth nothing, and its HTLCs end.
   *
   * @param broadcast published if a reorganization takes back the double spend
   */
  static Transition.Builder onDoubleSpent(
      Transition.Builder next,
      PersistentState state,
      List<Transaction> broadcast,
      ChannelEvent.FundingDoubleSpent spent,
      Context ctx) {
    PersistentState last = state instanceof Frozen frozen ? frozen.last() : state;
    ErrorMessage error =
        mayBeOld(last)
            ? DataLoss.pleaseClose(state.channelId())
            : ErrorMessage.of(state.channelId(), DOUBLE_SPENT);
    Closing closing = FailSteps.closing(next, state, broadcast, Optional.of(error), ctx);
    ClosingSteps.onDoubleSpent(next, closing, spent, ctx);
    if (next.link() != Link.DOWN) {
      next.send(error);
    }
    return next.add(new Effect.Notify(new ChannelNotice.Closing(state.channelId(), DOUBLE_SPENT)));
  }
}
