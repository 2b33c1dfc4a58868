package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentTx;
import org.boltj.message.ErrorMessage;
import org.boltj.message.WarningMessage;
import org.boltj.onchain.OnChain;
import org.boltj.onchain.OnChainState;
import org.boltj.onchain.OnChainStep;
import org.boltj.tx.Transaction;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.PeerFault;
import org.boltj.updates.ReconnectRules;

/** What follows from a fault of the peer, and failing a channel (BOLT 1, BOLT 5). */
final class FailSteps {
  private FailSteps() {}

  /** Warns, disconnects or fails the channel. */
  static Transition.Builder fault(Transition.Builder next, PeerFault fault, Context ctx) {
    PersistentState state = (PersistentState) next.state();
    return switch (fault) {
      case PeerFault.Warn warn -> next.send(WarningMessage.of(state.channelId(), warn.text()));
      case PeerFault.Disconnect disconnect ->
          next.send(WarningMessage.of(state.channelId(), disconnect.text()))
              .add(
                  new Effect.Notify(
                      new ChannelNotice.Faulted(state.channelId(), disconnect.text())))
              .add(new Effect.Disconnect(disconnect.text()));
      case PeerFault.FailChannel fail -> {
        next.add(new Effect.Notify(new ChannelNotice.Faulted(state.channelId(), fail.text())));
        yield close(next, state, fail.text(), true, ctx);
      }
    };
  }

  /** The peer sent an error: fail the channel (BOLT 1). */
  static Transition.Builder onError(
      Transition.Builder next, PersistentState state, ErrorMessage error, Context ctx) {
    String text = "the peer sent an error: " + error.text();
    next.add(new Effect.Notify(new ChannelNotice.Faulted(state.channelId(), text)));
    return close(next, state, text, false, ctx);
  }

  /**
   * Ends the channel by what we can publish: a closing transaction that the peer signed, else our
   * commitment (BOLT 5, "Failing a Channel").
   *
   * @param tellPeer whether to send an error
   */
  static Transition.Builder close(
      Transition.Builder next,
      PersistentState state,
      String reason,
      boolean tellPeer,
      Context ctx) {
    if (state instanceof Unproven) {
      // What may be old is never published: the peer has to close.
      return LossSteps.lose(next, state);
    }
    Optional<ErrorMessage> error =
        tellPeer ? Optional.of(ErrorMessage.of(state.channelId(), reason)) : Optional.empty();
    if (state instanceof WaitForFundingConfirmed waiting && hasNothing(waiting)) {
      return ConfirmationSteps.forget(next, state, reason);
    }
    Transaction broadcast = agreed(state).orElseGet(() -> ourCommitment(state, ctx));
    Closing closing = closing(next, state, List.of(broadcast), error, ctx);
    OnChainStep step =
        OnChain.begin(
            closing.commitments(), closing.onChain(), ClosingSteps.context(closing, ctx), reason);
    next.store(closing.withOnChain(step.state()));
    if (next.link() != Link.DOWN) {
      error.ifPresent(next::send);
    }
    next.addAll(ClosingSteps.effects(closing, step));
    return next.add(new Effect.Notify(new ChannelNotice.Closing(state.channelId(), reason)));
  }

  /** The channel ends on the chain, of which nothing is known yet. */
  static Closing closing(
      Transition.Builder next,
      PersistentState state,
      List<Transaction> broadcast,
      Optional<ErrorMessage> error,
      Context ctx) {
    return new Closing(
        withoutUnsigned(next, state),
        OnChainState.broadcasting(broadcast),
        error,
        sweepScript(state, ctx),
        ConfirmationSteps.fundingOf(state));
  }

  /** Nothing is to be had from our commitment, unless a reorganization takes that back. */
  static Transition.Builder onDoubleSpent(
      Transition.Builder next,
      PersistentState state,
      ChannelEvent.FundingDoubleSpent spent,
      Context ctx) {
    if (state instanceof WaitForFundingConfirmed waiting
        && !waiting.params().localIsOpener()
        && waiting.commitments().localCommit().allocation().toLocal().isZero()) {
      return ConfirmationSteps.forget(next, state, LossSteps.DOUBLE_SPENT);
    }
    return LossSteps.onDoubleSpent(next, state, List.of(ourCommitment(state, ctx)), spent, ctx);
  }

  /** The commitments as they are on the chain: our HTLCs that were never signed come back. */
  static Commitments withoutUnsigned(Transition.Builder next, PersistentState state) {
    ReconnectRules.Rewound rewound = ReconnectRules.disconnect(state.commitments());
    for (OutgoingHtlc htlc : rewound.dropped()) {
      next.add(
          new Effect.HtlcFailed(
              state.channelId(), htlc.id(), htlc.origin(), new HtlcFailure.NeverSent()));
    }
    return rewound.commitments();
  }

  /** As the accepter of a channel that is not confirmed, without a push, we lose nothing. */
  private static boolean hasNothing(WaitForFundingConfirmed waiting) {
    return !waiting.params().localIsOpener()
        && waiting.funding().confirmation().isEmpty()
        && waiting.commitments().localCommit().allocation().toLocal().isZero();
  }

  private static Optional<Transaction> agreed(PersistentState state) {
    return state instanceof NegotiatingClose negotiating
        ? negotiating.signedByPeer()
        : Optional.empty();
  }

  /** The funding transaction, as long as it has to be broadcast before what spends it. */
  static List<Transaction> unconfirmedFunding(PersistentState state) {
    return ConfirmationSteps.fundingOf(state)
        .filter(funding -> funding.confirmation().isEmpty())
        .flatMap(FundingStatus::transaction)
        .map(List::of)
        .orElse(List.of());
  }

  /** Our latest commitment, signed by both. */
  static Transaction ourCommitment(PersistentState state, Context ctx) {
    LocalCommit commit = state.commitments().localCommit();
    CommitmentTx tx =
        CommitmentTxs.local(
            state.params(),
            commit.number(),
            ctx.signer().perCommitmentPoint(commit.number()),
            commit.allocation());
    Signature ours = ctx.signer().signLocalCommitment(tx);
    return tx.signed(ours, commit.remoteSignature());
  }

  /** Where our money goes: once shutdown is agreed on, where it would go by that. */
  static Bytes sweepScript(PersistentState state, Context ctx) {
    return switch (state) {
      case ShuttingDown s -> s.localScript();
      case NegotiatingClose s -> s.localScript();
      case Closing s -> s.sweepScript();
      case Normal s -> ctx.sweepScript();
      case WaitForFundingConfirmed s -> ctx.sweepScript();
      case WaitForChannelReady s -> ctx.sweepScript();
      case Unproven s -> sweepScript(s.last(), ctx);
      case Frozen s -> sweepScript(s.last(), ctx);
      case DataLoss s -> ctx.sweepScript();
      case Closed s -> ctx.sweepScript();
    };
  }
}
