package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.codec.WireMessage;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.message.ChannelReady;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ClosingSigned;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.ErrorMessage;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.Shutdown;
import org.boltj.message.TxAbort;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.message.UpdateFailMalformedHtlc;
import org.boltj.message.UpdateFee;
import org.boltj.message.UpdateFulfillHtlc;
import org.boltj.tx.Transaction;
import org.boltj.updates.PeerFault;
import org.boltj.updates.Update;

/** Who handles what in a channel that has its funding and does not end on the chain yet. */
final class LiveSteps {
  private static final int REBROADCAST_BLOCKS = 6;

  private LiveSteps() {}

  static Transition.Builder step(
      Transition.Builder next, PersistentState state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.OpeningEvent opening -> next;
      case ChannelEvent.Received received -> onMessage(next, state, received.message(), ctx);
      case ChannelEvent.LinkUp up -> ReestablishSteps.onLinkUp(next, state, ctx);
      case ChannelEvent.LinkDown down -> ReestablishSteps.onLinkDown(next, state);
      case ChannelEvent.Command command -> onCommand(next, state, command, ctx);
      case ChannelEvent.ChainEvent chain -> onChain(next, state, chain, ctx);
      case ChannelEvent.Restored restored -> restore(next, state, ctx);
      case ChannelEvent.CopyEvent copy -> LossSteps.onCopy(next, state, copy);
      case ChannelEvent.Bug bug -> FreezeSteps.freeze(next, state, bug);
    };
  }

  private static Transition.Builder onCommand(
      Transition.Builder next, PersistentState state, ChannelEvent.Command command, Context ctx) {
    return switch (command) {
      case ChannelEvent.AddHtlc add -> UpdateSteps.add(next, state, add, ctx);
      case ChannelEvent.Close close -> ShutdownSteps.close(next, state, close, ctx);
      case ChannelEvent.ForceClose close ->
          FailSteps.close(
              next.add(new Effect.Reply(close.requestId(), new CommandResult.Closing())),
              state,
              close.reason(),
              true,
              ctx);
      case ChannelEvent.SettleCommand settle ->
          state instanceof UpdatableState updatable
              ? UpdateSteps.settle(next, updatable, settle.toUpdate())
              : next;
      case ChannelEvent.HtlcDecided decided ->
          state instanceof UpdatableState updatable
              ? next.become(UpdateSteps.decided(updatable, decided.id()))
              : next;
      case ChannelEvent.UpdateFee fee ->
          state instanceof UpdatableState updatable
              ? UpdateSteps.updateFee(next, updatable, fee.feerate(), ctx)
              : next;
      case ChannelEvent.Sign sign ->
          state instanceof UpdatableState updatable ? UpdateSteps.sign(next, updatable, ctx) : next;
    };
  }

  private static Transition.Builder onMessage(
      Transition.Builder next, PersistentState state, WireMessage message, Context ctx) {
    if (message instanceof ErrorMessage error) {
      return FailSteps.onError(next, state, error, ctx);
    }
    if (message instanceof ChannelReestablish reestablish) {
      return next.link() == Link.REESTABLISHING
          ? ReestablishSteps.onMessage(next, state, reestablish, ctx)
          : next;
    }
    if (next.link() != Link.UP) {
      return next;
    }
    if (message instanceof TxAbort) {
      // The echo of ours, or about a construction that we know nothing of.
      return next;
    }
    if (message instanceof Shutdown shutdown) {
      return ShutdownSteps.onMessage(next, state, shutdown, ctx);
    }
    return switch (state) {
      case WaitForFundingConfirmed s -> onOpeningMessage(next, message, ctx);
      case WaitForChannelReady s -> onOpeningMessage(next, message, ctx);
      case UpdatableState s -> onUpdatableMessage(next, s, message, ctx);
      case NegotiatingClose s -> onClosingMessage(next, s, message, ctx);
      case Closing s -> next;
      case Closed s -> next;
      case DataLoss s -> next;
      case Unproven s -> next;
      case Frozen s -> next;
    };
  }

  private static Transition.Builder onOpeningMessage(
      Transition.Builder next, WireMessage message, Context ctx) {
    return message instanceof ChannelReady ready
        ? ConfirmationSteps.onReady(next, ready, ctx)
        : unexpected(next, message, ctx);
  }

  private static Transition.Builder onClosingMessage(
      Transition.Builder next, NegotiatingClose state, WireMessage message, Context ctx) {
    return switch (message) {
      case ClosingSigned closing -> CloseSteps.onMessage(next, state, closing, ctx);
      // BOLT 2: sent again after a reconnection when the channel was never used.
      case ChannelReady ready -> next;
      case UpdateFee fee when state.isUntouched() ->
          UpdateSteps.onFee(next, state.notYet(), fee.feeratePerKw(), ctx);
      default -> unexpected(next, message, ctx);
    };
  }

  private static Transition.Builder onUpdatableMessage(
      Transition.Builder next, UpdatableState state, WireMessage message, Context ctx) {
    return switch (message) {
      case UpdateAddHtlc add -> UpdateSteps.onAdd(next, state, add, ctx);
      case UpdateFulfillHtlc m ->
          UpdateSteps.onSettle(
              next,
              state,
              new Update.Fulfill(m.id(), m.paymentPreimage(), m.attributionData()),
              ctx);
      case UpdateFailHtlc m ->
          UpdateSteps.onSettle(
              next, state, new Update.Fail(m.id(), m.reason(), m.attributionData()), ctx);
      case UpdateFailMalformedHtlc m ->
          UpdateSteps.onSettle(
              next,
              state,
              new Update.FailMalformed(m.id(), m.sha256OfOnion(), m.failureCode()),
              ctx);
      case UpdateFee m -> UpdateSteps.onFee(next, state, m.feeratePerKw(), ctx);
      case CommitmentSigned m -> UpdateSteps.onCommit(next, state, m, ctx);
      case RevokeAndAck m -> UpdateSteps.onRevoke(next, state, m, ctx);
      case AnnouncementSignatures m -> AnnouncementSteps.onMessage(next, m, ctx);
      case ChannelReady m -> onRepeatedReady(next, state, m);
      default -> unexpected(next, message, ctx);
    };
  }

  /** A repeated channel_ready is ignored but for a new alias (BOLT 2). */
  private static Transition.Builder onRepeatedReady(
      Transition.Builder next, UpdatableState state, ChannelReady message) {
    boolean newAlias =
        message.shortChannelId().isPresent()
            && !message.shortChannelId().equals(state.funding().remoteAlias());
    return newAlias
        ? next.store(state.withFunding(state.funding().withRemoteAlias(message.shortChannelId())))
        : next;
  }

  /** Odd messages may be ignored (BOLT 1); the others have no place here. */
  private static Transition.Builder unexpected(
      Transition.Builder next, WireMessage message, Context ctx) {
    return message.type() % 2 == 1 && !(message instanceof ClosingSigned)
        ? next
        : FailSteps.fault(
            next,
            new PeerFault.Disconnect(
                "message " + message.type() + " does not fit the state of the channel"),
            ctx);
  }

  private static Transition.Builder onChain(
      Transition.Builder next, PersistentState state, ChannelEvent.ChainEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.FundingConfirmed confirmed ->
          ConfirmationSteps.onConfirmed(next, state, confirmed, ctx);
      case ChannelEvent.BlockDisconnected gone ->
          ConfirmationSteps.onDisconnected(next, state, gone.height());
      case ChannelEvent.FundingSpent spent ->
          LossSteps.onFundingSpent(next, state, spent, Optional.empty(), ctx);
      case ChannelEvent.FundingDoubleSpent spent ->
          FailSteps.onDoubleSpent(next, state, spent, ctx);
      case ChannelEvent.OutputSpent spent -> next;
      case ChannelEvent.NewBlock block -> onBlock(next, state, ctx);
    };
  }

  private static Transition.Builder onBlock(
      Transition.Builder next, PersistentState state, Context ctx) {
    Optional<String> overdue = DeadlineSteps.overdue(state.commitments(), ctx);
    if (overdue.isPresent()) {
      return FailSteps.close(next, state, overdue.get(), true, ctx);
    }
    if (state instanceof WaitForFundingConfirmed waiting) {
      ConfirmationSteps.onBlock(next, waiting, ctx);
    }
    ConfirmationSteps.advance(next, ctx);
    AnnouncementSteps.advance(next, ctx);
    rebroadcast(next, ctx);
    if (next.state() instanceof UpdatableState updatable) {
      FeerateSteps.advance(next, updatable, ctx);
    }
    return next.state() instanceof PersistentState
        ? ConfirmationSteps.forgetTransaction(next, ctx)
        : next;
  }

  /** Mempools forget what pays too little: until it confirms, our funding is published again. */
  private static void rebroadcast(Transition.Builder next, Context ctx) {
    if (ctx.blockHeight() % REBROADCAST_BLOCKS == 0
        && next.state() instanceof PersistentState state) {
      List<Transaction> funding = FailSteps.unconfirmedFunding(state);
      if (!funding.isEmpty()) {
        next.add(new Effect.Publish(funding, "funding"));
      }
    }
  }

  /** After a start: watches and broadcasts again, and tells what may not have been acted upon. */
  private static Transition.Builder restore(
      Transition.Builder next, PersistentState state, Context ctx) {
    next.add(ConfirmationSteps.watch(state.params()));
    FailSteps.unconfirmedFunding(state)
        .forEach(tx -> next.add(new Effect.Publish(List.of(tx), "funding")));
    ReestablishSteps.onLinkDown(next, state);
    if (next.state() instanceof UpdatableState updatable) {
      UpdateSteps.restore(next, updatable, ctx);
    }
    return next;
  }
}
