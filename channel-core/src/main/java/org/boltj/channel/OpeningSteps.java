package org.boltj.channel;

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
      case ChannelEvent.LinkDown down -> abandon(data, state, "the connection ended");
      case ChannelEvent.Bug bug -> abandon(data, state, "a bug: " + bug.what());
      case ChannelEvent.ForceClose close -> abandon(data, state, close.reason());
      case ChannelEvent.Close close -> abandon(data, state, "closed by the user");
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
    };
  }

  private static Transition onMessage(
      ChannelData data, OpeningState state, WireMessage message, Context ctx) {
    if (message instanceof ErrorMessage error) {
      return abandon(data, state, "the peer declined: " + error.text());
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

  /** Forgets an opening that cannot go on; the peer will not hear of it again. */
  private static Transition abandon(ChannelData data, OpeningState state, String reason) {
    Transition.Builder next = Transition.from(data).become(new Gone());
    switch (state) {
      case WaitForFundingSigned waiting ->
          next.add(new Effect.ReleaseFunding(waiting.fundingTransaction().txid()))
              .add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForAcceptChannel waiting -> next.add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForFundingInternal waiting ->
          next.add(OpenerSteps.reply(waiting.requestId(), reason));
      case WaitForFundingCreated waiting ->
          next.add(
              new Effect.Notify(
                  new ChannelNotice.OpeningFailed(
                      waiting.temporaryChannelId(), waiting.remoteNodeId(), reason)));
    }
    return next.build();
  }
}
