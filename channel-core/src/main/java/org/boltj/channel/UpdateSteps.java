package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.updates.AddRules;
import org.boltj.updates.CommitRules;
import org.boltj.updates.Commitments;
import org.boltj.updates.FeeRules;
import org.boltj.updates.Outcome;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.PeerFault;
import org.boltj.updates.Refusal;
import org.boltj.updates.SettleRules;
import org.boltj.updates.Update;

/** HTLCs and feerates: our commands and the peer's messages (BOLT 2, "Normal Operation"). */
final class UpdateSteps {
  private UpdateSteps() {}

  // ---- ours
  // --------------------------------------------------------------------------------------

  /** Offers an HTLC. */
  static Transition.Builder add(
      Transition.Builder next, PersistentState state, ChannelEvent.AddHtlc command, Context ctx) {
    Optional<Refusal> refusal = notReady(next, state);
    if (refusal.isPresent()) {
      return next.add(refused(command.requestId(), refusal.get()));
    }
    UpdatableState updatable = (UpdatableState) state;
    Commitments c = updatable.commitments();
    OutgoingHtlc htlc =
        new OutgoingHtlc(
            c.nextLocalHtlcId(),
            command.amount(),
            command.paymentHash(),
            command.cltvExpiry(),
            command.origin());
    Update.Add add = new Update.Add(htlc, command.onion(), command.pathKey());
    return switch (AddRules.send(c, add, ctx.policy(), ctx.blockHeight())) {
      case Outcome.Failed<Commitments, Refusal> failed ->
          next.add(refused(command.requestId(), failed.failure()));
      case Outcome.Ok<Commitments, Refusal> ok ->
          next.become(updatable.withCommitments(ok.value()))
              .send(add.toMessage(state.channelId()))
              .add(new Effect.Reply(command.requestId(), new CommandResult.HtlcAdded(htlc.id())));
    };
  }

  private static Optional<Refusal> notReady(Transition.Builder next, PersistentState state) {
    if (next.link() != Link.UP) {
      return Optional.of(new Refusal.ChannelNotReady("the peer is not connected"));
    }
    return switch (state) {
      case Normal normal ->
          normal.localShutdown().isPresent() || normal.remoteShutdown().isPresent()
              ? Optional.of(new Refusal.ChannelNotReady("the channel is shutting down"))
              : reorganized(normal);
      case WaitForFundingConfirmed s -> opening();
      case WaitForChannelReady s -> opening();
      case ShuttingDown s -> closing();
      case NegotiatingClose s -> closing();
      case Closing s -> closing();
      case Closed s -> closing();
      case DataLoss s -> closing();
      case Unproven s -> Optional.of(new Refusal.ChannelNotReady("the state is not confirmed"));
      case Frozen s -> Optional.of(new Refusal.ChannelNotReady("the channel is frozen"));
    };
  }

  /** A channel that was confirmed and is not any more may come to nothing. */
  private static Optional<Refusal> reorganized(Normal normal) {
    // Who agreed on no confirmations trusts the opener, whatever the channel type says.
    return normal.funding().confirmation().isPresent() || normal.funding().minimumDepth() == 0
        ? Optional.empty()
        : Optional.of(new Refusal.ChannelNotReady("the funding transaction is in no block"));
  }

  private static Optional<Refusal> opening() {
    return Optional.of(new Refusal.ChannelNotReady("the channel is opening"));
  }

  private static Optional<Refusal> closing() {
    return Optional.of(new Refusal.ChannelNotReady("the channel is closing"));
  }

  static Effect refused(RequestId requestId, Refusal refusal) {
    return new Effect.Reply(requestId, new CommandResult.Refused(refusal));
  }

  /** Settles an HTLC of the peer; stored at once, and sent now or after the next reconnection. */
  static Transition.Builder settle(
      Transition.Builder next, UpdatableState state, Update.Settle settle) {
    return switch (SettleRules.send(state.commitments(), settle)) {
      case Outcome.Failed<SettleRules.Sent, Refusal> failed ->
          throw new IllegalArgumentException("cannot settle: " + failed.failure());
      case Outcome.Ok<SettleRules.Sent, Refusal> ok -> {
        if (!ok.value().isNew()) {
          yield settledBefore(next, state, settle);
        }
        next.store(state.withCommitments(ok.value().commitments()));
        yield next.link() == Link.UP ? next.send(settle.toMessage(state.channelId())) : next;
      }
    };
  }

  /** A preimage that comes late still replaces a failure that the peer does not know. */
  private static Transition.Builder settledBefore(
      Transition.Builder next, UpdatableState state, Update.Settle settle) {
    return settle instanceof Update.Fulfill fulfill && next.link() != Link.UP
        ? SettleRules.claimInstead(state.commitments(), fulfill)
            .map(commitments -> next.store(state.withCommitments(commitments)))
            .orElse(next)
        : next;
  }

  /** Drops the onion of an HTLC; written with the next change. */
  static UpdatableState decided(UpdatableState state, long id) {
    return state.withCommitments(SettleRules.decided(state.commitments(), id));
  }

  /**
   * Proposes a feerate, if the rules allow it. Not after shutdown: it could reach a peer for which
   * no HTLC is left, where no update may follow (BOLT 2, "Closing Initiation").
   */
  static Transition.Builder updateFee(
      Transition.Builder next, UpdatableState state, FeeratePerKw feerate, Context ctx) {
    boolean closing =
        switch (state) {
          case Normal normal -> normal.localShutdown().isPresent();
          case ShuttingDown s -> true;
        };
    if (closing || next.link() != Link.UP || feerate.equals(proposedFeerate(state.commitments()))) {
      return next;
    }
    return switch (FeeRules.send(state.commitments(), feerate, ctx.policy())) {
      case Outcome.Failed<Commitments, Refusal> refused -> next;
      case Outcome.Ok<Commitments, Refusal> ok ->
          next.become(state.withCommitments(ok.value()))
              .send(new Update.Fee(feerate).toMessage(state.channelId()));
    };
  }

  /** The feerate that both commitments will have when all updates are in. */
  static FeeratePerKw proposedFeerate(Commitments c) {
    FeeratePerKw feerate = c.latestRemoteCommit().allocation().feerate();
    for (Update update : c.localChanges().proposed()) {
      if (update instanceof Update.Fee fee) {
        feerate = fee.feerate();
      }
    }
    return feerate;
  }

  /** Signs all updates so far. */
  static Transition.Builder sign(Transition.Builder next, UpdatableState state, Context ctx) {
    if (next.link() != Link.UP || !state.commitments().canSign()) {
      return next;
    }
    CommitRules.Signed signed = CommitRules.send(state.commitments(), ctx.signer());
    next.store(state.withCommitments(signed.commitments())).send(signed.message());
    return ShutdownSteps.advance(next, ctx);
  }

  // ---- the peer's
  // --------------------------------------------------------------------------------

  /** update_add_htlc. */
  static Transition.Builder onAdd(
      Transition.Builder next, UpdatableState state, UpdateAddHtlc message, Context ctx) {
    boolean shutDown =
        switch (state) {
          case Normal normal -> normal.remoteShutdown().isPresent();
          case ShuttingDown s -> true;
        };
    if (shutDown) {
      return FailSteps.fault(next, new PeerFault.Disconnect("update_add_htlc after shutdown"), ctx);
    }
    return take(next, state, AddRules.receive(state.commitments(), message), ctx);
  }

  /** update_fee. */
  static Transition.Builder onFee(
      Transition.Builder next, UpdatableState state, FeeratePerKw feerate, Context ctx) {
    return take(
        next,
        state,
        FeeRules.receive(state.commitments(), feerate, ctx.policy(), ctx.feerates()),
        ctx);
  }

  private static Transition.Builder take(
      Transition.Builder next,
      UpdatableState state,
      Outcome<Commitments, PeerFault> outcome,
      Context ctx) {
    return switch (outcome) {
      case Outcome.Failed<Commitments, PeerFault> failed ->
          FailSteps.fault(next, failed.failure(), ctx);
      case Outcome.Ok<Commitments, PeerFault> ok -> next.become(state.withCommitments(ok.value()));
    };
  }

  /** update_fulfill_htlc, update_fail_htlc and update_fail_malformed_htlc. */
  static Transition.Builder onSettle(
      Transition.Builder next, UpdatableState state, Update.Settle settle, Context ctx) {
    return switch (SettleRules.receive(state.commitments(), settle)) {
      case Outcome.Failed<SettleRules.Received, PeerFault> failed ->
          FailSteps.fault(next, failed.failure(), ctx);
      case Outcome.Ok<SettleRules.Received, PeerFault> ok -> {
        next.become(state.withCommitments(ok.value().commitments()));
        if (settle instanceof Update.Fulfill fulfill) {
          next.add(fulfilled(state, ok.value().htlc(), fulfill));
        }
        yield next;
      }
    };
  }

  static Effect fulfilled(PersistentState state, OutgoingHtlc htlc, Update.Fulfill fulfill) {
    return new Effect.HtlcFulfilled(
        state.channelId(), htlc.id(), htlc.origin(), fulfill.preimage(), fulfill.attributionData());
  }

  /** commitment_signed: answered by revoke_and_ack. */
  static Transition.Builder onCommit(
      Transition.Builder next, UpdatableState state, CommitmentSigned message, Context ctx) {
    Commitments c = state.commitments();
    if (message.fundingTxid().filter(id -> !id.equals(c.params().funding().txid())).isPresent()) {
      return FailSteps.fault(
          next, new PeerFault.FailChannel("commitment_signed for another funding_txid"), ctx);
    }
    return switch (CommitRules.receive(c, message, ctx.signer())) {
      case Outcome.Failed<CommitRules.Revoked, PeerFault> failed ->
          FailSteps.fault(next, failed.failure(), ctx);
      case Outcome.Ok<CommitRules.Revoked, PeerFault> ok -> {
        next.store(state.withCommitments(ok.value().commitments())).send(ok.value().message());
        yield CloseSteps.beginIfQuiet(next, ctx);
      }
    };
  }

  /** revoke_and_ack: some updates are final now. */
  static Transition.Builder onRevoke(
      Transition.Builder next, UpdatableState state, RevokeAndAck message, Context ctx) {
    return switch (CommitRules.receive(state.commitments(), message)) {
      case Outcome.Failed<CommitRules.Completed, PeerFault> failed ->
          FailSteps.fault(next, failed.failure(), ctx);
      case Outcome.Ok<CommitRules.Completed, PeerFault> ok -> {
        CommitRules.Completed done = ok.value();
        UpdatableState after = state.withCommitments(done.commitments());
        next.store(after);
        if (!done.revoked().isEmpty()) {
          next.add(new Effect.StoreRevokedHtlcs(state.channelId(), done.revoked()));
        }
        done.committed().forEach(add -> next.add(received(after, add, ctx)));
        done.removed().forEach(removed -> failed(after, removed).ifPresent(next::add));
        yield CloseSteps.beginIfQuiet(next, ctx);
      }
    };
  }

  /** An HTLC of the peer that can be decided now. */
  static Effect received(UpdatableState state, Update.Add add, Context ctx) {
    boolean closing =
        switch (state) {
          case Normal normal -> normal.localShutdown().isPresent();
          case ShuttingDown s -> true;
        };
    boolean overExposure =
        AddRules.dustExposure(state.commitments(), add.htlc())
            .filter(e -> e.isGreaterThan(ctx.policy().maxDustHtlcExposure()))
            .isPresent();
    return new Effect.HtlcReceived(
        state.channelId(),
        add.htlc().id(),
        add.htlc().amount(),
        add.htlc().paymentHash(),
        add.htlc().cltvExpiry(),
        add.onion(),
        add.pathKey(),
        overExposure,
        closing);
  }

  private static Optional<Effect> failed(UpdatableState state, CommitRules.Removed removed) {
    Optional<HtlcFailure> failure =
        switch (removed.how()) {
          case Update.Fulfill fulfill -> Optional.empty();
          case Update.Fail fail ->
              Optional.of(new HtlcFailure.Onion(fail.reason(), fail.attributionData()));
          case Update.FailMalformed malformed ->
              Optional.of(
                  new HtlcFailure.Malformed(malformed.sha256OfOnion(), malformed.failureCode()));
        };
    return failure.map(
        how ->
            new Effect.HtlcFailed(
                state.channelId(), removed.htlc().id(), removed.htlc().origin(), how));
  }

  /** What has to be told upstream again after a start, because it may not have been acted upon. */
  static void restore(Transition.Builder next, UpdatableState state, Context ctx) {
    Commitments c = state.commitments();
    for (List<Update> updates : List.of(c.remoteChanges().acked(), c.remoteChanges().signed())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          SettleRules.outgoing(c.remoteCommit().allocation(), fulfill.id())
              .ifPresent(htlc -> next.add(fulfilled(state, htlc, fulfill)));
        }
      }
    }
    c.undecided().forEach(add -> next.add(received(state, add, ctx)));
  }
}
