package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.Secp256k1;
import org.boltj.message.ChannelReady;
import org.boltj.message.ErrorMessage;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.PeerFault;

/** From the signed funding transaction to channel_ready of both sides (BOLT 2). */
final class ConfirmationSteps {
  private ConfirmationSteps() {}

  /** Asks to be told about the funding output. */
  static Effect watch(ChannelParams params) {
    return new Effect.Watch(params.funding(), CommitmentTxs.fundingScript(params).scriptPubKey());
  }

  /**
   * Sends channel_ready if the funding is deep enough, and goes on if the peer has sent its own.
   */
  static Transition.Builder advance(Transition.Builder next, Context ctx) {
    if (!(next.state() instanceof WaitForFundingConfirmed waiting)
        || waiting.funding().depth(ctx.blockHeight()) < waiting.funding().minimumDepth()) {
      return next;
    }
    next.store(new WaitForChannelReady(waiting.commitments(), waiting.funding()));
    if (next.link() == Link.UP) {
      next.send(channelReady(waiting.commitments(), waiting.funding(), ctx));
    }
    return waiting.deferred().map(ready -> onReady(next, ready, ctx)).orElse(next);
  }

  /**
   * Our channel_ready, with an alias (BOLT 2: always allowed, and needed for option_scid_alias).
   */
  static ChannelReady channelReady(Commitments c, FundingStatus funding, Context ctx) {
    return new ChannelReady(
        c.channelId(), ctx.signer().perCommitmentPoint(1), Optional.of(funding.localAlias()));
  }

  /** Takes the peer's channel_ready. */
  static Transition.Builder onReady(Transition.Builder next, ChannelReady message, Context ctx) {
    if (!Secp256k1.get().isValid(message.secondPerCommitmentPoint())) {
      return FailSteps.fault(
          next, new PeerFault.FailChannel("second_per_commitment_point is not on the curve"), ctx);
    }
    if (next.state() instanceof WaitForFundingConfirmed w) {
      return next.store(
          new WaitForFundingConfirmed(
              w.commitments(), w.funding(), Optional.of(message), w.waitingSince()));
    }
    if (!(next.state() instanceof WaitForChannelReady waiting)) {
      return next;
    }
    Commitments commitments =
        waiting.commitments().withRemoteNextPerCommitmentPoint(message.secondPerCommitmentPoint());
    Normal normal =
        new Normal(
            commitments,
            waiting.funding().withRemoteAlias(message.shortChannelId()),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            false);
    next.store(normal)
        .add(new Effect.Notify(new ChannelNotice.Ready(normal.channelId())))
        .add(new Effect.ChannelUpdateNeeded(normal.channelId(), normal.remoteNodeId()));
    return AnnouncementSteps.advance(next, ctx);
  }

  /** The funding transaction is in a block. */
  static Transition.Builder onConfirmed(
      Transition.Builder next,
      PersistentState state,
      ChannelEvent.FundingConfirmed event,
      Context ctx) {
    if (!pays(state.params(), event.transaction())) {
      next.add(
          new Effect.Notify(
              new ChannelNotice.FundsAtRisk(
                  state.channelId(), "the funding output is not what was agreed")));
      return forget(next, state, "the funding output is not what was agreed");
    }
    next.store(confirmed(state, event));
    return AnnouncementSteps.advance(advance(next, ctx), ctx);
  }

  /** The state that knows where its funding transaction is in the chain. */
  static PersistentState confirmed(PersistentState state, ChannelEvent.FundingConfirmed event) {
    int outputIndex = Math.toIntExact(state.params().funding().index());
    FundingStatus.Confirmation confirmation =
        new FundingStatus.Confirmation(
            event.height(), ShortChannelId.of(event.height(), event.txIndex(), outputIndex));
    return fundingOf(state)
        .map(
            f ->
                isKept(state, event.transaction())
                    ? f.withTransaction(Optional.of(event.transaction()))
                    : f)
        .map(f -> withFunding(state, f.withConfirmation(Optional.of(confirmation))))
        .orElse(state);
  }

  private static boolean isKept(PersistentState state, Transaction funding) {
    return state.params().localIsOpener()
        || funding.serialize().size() <= FundingStatus.MOST_KEPT_BYTES;
  }

  private static boolean pays(ChannelParams params, Transaction tx) {
    int index = Math.toIntExact(params.funding().index());
    TxOutput expected = CommitmentTxs.fundingInput(params).output();
    return index < tx.outputs().size() && tx.outputs().get(index).equals(expected);
  }

  /** The state after a reorganization, if that took the funding transaction out of its block. */
  static Optional<PersistentState> disconnected(PersistentState state, int height) {
    return fundingOf(state)
        .filter(f -> f.confirmation().filter(c -> c.height() >= height).isPresent())
        .map(f -> withFunding(state, f.withConfirmation(Optional.empty())));
  }

  /** A reorganization took the funding transaction away: it is published again. */
  static Transition.Builder onDisconnected(
      Transition.Builder next, PersistentState state, int height) {
    Optional<PersistentState> after = disconnected(state, height);
    if (after.isPresent()) {
      next.store(after.get())
          .add(new Effect.Notify(new ChannelNotice.FundingReorganized(state.channelId())));
      FailSteps.unconfirmedFunding(after.get())
          .forEach(tx -> next.add(new Effect.Publish(List.of(tx), "funding")));
    }
    return next;
  }

  /**
   * Once it is deep, nobody asks for the funding transaction again; stored with the next change.
   */
  static Transition.Builder forgetTransaction(Transition.Builder next, Context ctx) {
    PersistentState state = (PersistentState) next.state();
    fundingOf(state)
        .filter(f -> f.transaction().isPresent())
        .filter(f -> f.depth(ctx.blockHeight()) >= ctx.policy().irrevocableDepth())
        .map(f -> f.withTransaction(Optional.empty()))
        .ifPresent(f -> next.become(withFunding(state, f)));
    return next;
  }

  /** The accepter gives up on a funding transaction that does not come (2016 blocks, BOLT 2). */
  static Transition.Builder onBlock(
      Transition.Builder next, WaitForFundingConfirmed state, Context ctx) {
    boolean late =
        !state.params().localIsOpener()
            && state.funding().confirmation().isEmpty()
            && ctx.blockHeight() - state.waitingSince() >= ctx.policy().fundingTimeout();
    return late ? forget(next, state, "the funding transaction does not confirm") : next;
  }

  /** Ends a channel in which we have nothing. */
  static Transition.Builder forget(Transition.Builder next, PersistentState state, String reason) {
    if (next.link() != Link.DOWN) {
      next.send(ErrorMessage.of(state.channelId(), reason));
    }
    return next.become(new Gone())
        .add(new Effect.Forget(state.channelId()))
        .add(
            new Effect.Notify(
                new ChannelNotice.OpeningFailed(state.channelId(), state.remoteNodeId(), reason)));
  }

  /** What is known of the funding. */
  static Optional<FundingStatus> fundingOf(PersistentState state) {
    return switch (state) {
      case WaitForFundingConfirmed s -> Optional.of(s.funding());
      case WaitForChannelReady s -> Optional.of(s.funding());
      case UpdatableState s -> Optional.of(s.funding());
      case NegotiatingClose s -> Optional.of(s.funding());
      case Closing s -> s.funding();
      case Closed s -> Optional.empty();
      case DataLoss s -> Optional.empty();
      case Unproven s -> fundingOf(s.last());
      case Frozen s -> fundingOf(s.last());
    };
  }

  private static PersistentState withFunding(PersistentState state, FundingStatus funding) {
    return switch (state) {
      case WaitForFundingConfirmed s ->
          new WaitForFundingConfirmed(s.commitments(), funding, s.deferred(), s.waitingSince());
      case WaitForChannelReady s -> new WaitForChannelReady(s.commitments(), funding);
      case UpdatableState s -> s.withFunding(funding);
      case NegotiatingClose s ->
          new NegotiatingClose(
              s.commitments(),
              funding,
              s.localScript(),
              s.remoteScript(),
              s.closeFeerate(),
              s.lastSent(),
              s.lastReceivedFee(),
              s.signedByPeer());
      case Closing s -> s.withFunding(funding);
      case Closed s -> s;
      case DataLoss s -> s;
      case Unproven s -> s;
      case Frozen s -> s;
    };
  }
}
