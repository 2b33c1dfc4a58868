package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.codec.WireMessage;
import org.boltj.message.AcceptChannel;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.FundingSigned;
import org.boltj.updates.Refusal;

/** Who handles what while a channel is being opened and nothing is stored yet. */
final class OpeningSteps {
  private OpeningSteps() {}

  static Transition step(ChannelData data, TransientState state, ChannelEvent event, Context ctx) {
    return switch (state) {
      case Unopened unopened -> onUnopened(data, event, ctx);
      case Gone gone -> onGone(data, event);
      case OpeningState opening -> onOpening(data, opening, event, ctx);
    };
  }

  private static Transition onUnopened(ChannelData data, ChannelEvent event, Context ctx) {
    if (event instanceof ChannelEvent.Open open) {
      return OpenerSteps.open(data, open, ctx);
    }
    return event instanceof ChannelEvent.OpenReceived open
        ? AccepterSteps.accept(data, open, ctx)
        : Transition.none(data);
  }

  private static Transition onGone(ChannelData data, ChannelEvent event) {
    return event instanceof ChannelEvent.FundingCreatedByWallet funding
        ? Transition.from(data).add(new Effect.ReleaseFunding(funding.transaction().txid())).build()
        : Transition.none(data);
  }

  private static Transition onOpening(
      ChannelData data, OpeningState state, ChannelEvent event, Context ctx) {
    return switch (event) {
      case ChannelEvent.Received received -> onMessage(data, state, received.message(), ctx);
      case ChannelEvent.FundingCreatedByWallet funding ->
          state instanceof WaitForFundingInternal waiting
              ? OpenerSteps.onFunding(data, waiting, funding, ctx)
              : Transition.none(data);
      case ChannelEvent.FundingFailed failed ->
          state instanceof WaitForFundingInternal waiting
              ? OpenerSteps.fail(
                  data, waiting.temporaryChannelId(), waiting.requestId(), failed.reason())
              : Transition.none(data);
      case ChannelEvent.OpeningTimeout timeout -> decline(data, state, overdue(state)).build();
      case ChannelEvent.LinkDown down -> abandon(data, state, "the connection ended").build();
      case ChannelEvent.Bug bug -> decline(data, state, "a bug: " + bug.what()).build();
      case ChannelEvent.ForceClose close ->
          closed(data, state, close.requestId(), close.reason()).build();
      case ChannelEvent.Close close ->
          closed(data, state, close.requestId(), "closed by the application").build();
      case ChannelEvent.AddHtlc add ->
          Transition.from(data)
              .add(
                  UpdateSteps.refused(
                      add.requestId(), new Refusal.ChannelNotReady("the channel is opening")))
              .build();
      case ChannelEvent.Open open -> Transition.none(data);
      case ChannelEvent.OpenReceived open -> Transition.none(data);
      case ChannelEvent.LinkUp up -> Transition.none(data);
      case ChannelEvent.SettleCommand settle -> Transition.none(data);
      case ChannelEvent.HtlcDecided decided -> Transition.none(data);
      case ChannelEvent.UpdateFee fee -> Transition.none(data);
      case ChannelEvent.Sign sign -> Transition.none(data);
      case ChannelEvent.ChainEvent chain -> Transition.none(data);
      case ChannelEvent.Restored restored -> Transition.none(data);
      case ChannelEvent.CopyEvent copy -> Transition.none(data);
    };
  }

  private static Transition onMessage(
      ChannelData data, OpeningState state, WireMessage message, Context ctx) {
    if (message instanceof ErrorMessage error) {
      return abandon(data, state, "the peer declined: " + error.text()).build();
    }
    return switch (state) {
      case WaitForAcceptChannel waiting ->
          message instanceof AcceptChannel accept
              ? OpenerSteps.onAccept(data, waiting, accept, ctx)
              : unexpected(data, state, message);
      case WaitForFundingInternal waiting -> unexpected(data, state, message);
      case WaitForFundingSigned waiting ->
          message instanceof FundingSigned signed
              ? OpenerSteps.onSigned(data, waiting, signed, ctx)
              : unexpected(data, state, message);
      case WaitForFundingCreated waiting ->
          message instanceof FundingCreated created
              ? AccepterSteps.onFunding(data, waiting, created, ctx)
              : unexpected(data, state, message);
    };
  }

  private static Transition unexpected(ChannelData data, OpeningState state, WireMessage message) {
    if (message.type() % 2 == 1
        && message.type() != FundingSigned.TYPE
        && message.type() != AcceptChannel.TYPE) {
      return Transition.none(data);
    }
    return switch (state) {
      case WaitForFundingSigned waiting ->
          OpenerSteps.failFunded(data, waiting, "unexpected message " + message.type());
      case WaitForAcceptChannel waiting ->
          OpenerSteps.fail(
              data,
              waiting.temporaryChannelId(),
              waiting.requestId(),
              "unexpected message " + message.type());
      case WaitForFundingInternal waiting ->
          OpenerSteps.fail(
              data,
              waiting.temporaryChannelId(),
              waiting.requestId(),
              "unexpected message " + message.type());
      case WaitForFundingCreated waiting ->
          AccepterSteps.fail(
              data,
              waiting.temporaryChannelId(),
              waiting.remoteNodeId(),
              "unexpected message " + message.type());
    };
  }

  private static String overdue(OpeningState state) {
    return switch (state) {
      case WaitForAcceptChannel waiting -> "the peer did not answer open_channel in time";
      case WaitForFundingInternal waiting -> "the wallet did not fund the channel in time";
      case WaitForFundingSigned waiting -> "the peer did not answer funding_created in time";
      case WaitForFundingCreated waiting -> "the peer did not fund the channel in time";
    };
  }

  /** The application ends the opening: both it and its own request to open get an answer. */
  private static Transition.Builder closed(
      ChannelData data, OpeningState state, RequestId requestId, String reason) {
    return decline(data, state, reason)
        .add(new Effect.Reply(requestId, new CommandResult.Closing()));
  }

  /** Forgets an opening and tells the peer, which may have something to release. */
  private static Transition.Builder decline(ChannelData data, OpeningState state, String reason) {
    Transition.Builder next = abandon(data, state, reason);
    return data.link() == Link.DOWN ? next : next.send(ErrorMessage.of(idOf(state), reason));
  }

  /** Forgets an opening that cannot go on; the peer knows, or is away. */
  private static Transition.Builder abandon(ChannelData data, OpeningState state, String reason) {
    Transition.Builder next = Transition.from(data).become(new Gone());
    switch (state) {
      case WaitForFundingSigned waiting ->
          next.add(new Effect.ReleaseFunding(waiting.fundingTransaction().txid()))
              .add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForAcceptChannel waiting -> next.add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForFundingInternal waiting ->
          next.add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForFundingCreated waiting -> {}
    }
    return next.add(
        new Effect.Notify(
            new ChannelNotice.OpeningFailed(idOf(state), state.remoteNodeId(), reason)));
  }

  /** The id that the peer knows the channel by now. */
  private static ChannelId idOf(OpeningState state) {
    return state instanceof WaitForFundingSigned funded
        ? funded.params().channelId()
        : state.temporaryChannelId();
  }
}
