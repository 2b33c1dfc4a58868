package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.message.Shutdown;
import org.boltj.tx.ScriptTemplates;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.PeerFault;
import org.boltj.updates.Refusal;
import org.boltj.updates.Update;

/** shutdown of both sides (BOLT 2, "Closing Initiation"). */
final class ShutdownSteps {
  private ShutdownSteps() {}

  /** We want to close. */
  static Transition.Builder close(
      Transition.Builder next, PersistentState state, ChannelEvent.Close command, Context ctx) {
    if (!(state instanceof Normal normal)) {
      return next.add(UpdateSteps.refused(command.requestId(), notNow(state)));
    }
    if (normal.localShutdown().isPresent()) {
      return next.add(
          UpdateSteps.refused(command.requestId(), new Refusal.AlreadyDone("shutdown")));
    }
    ChannelParams params = normal.params();
    Bytes script =
        command.script().or(params::localUpfrontShutdownScript).orElseGet(ctx::sweepScript);
    Optional<String> wrong = checkScript(params, script, params.localUpfrontShutdownScript());
    if (wrong.isPresent()) {
      return next.add(
          UpdateSteps.refused(command.requestId(), new Refusal.InvalidShutdownScript(wrong.get())));
    }
    next.store(
            normal.withShutdown(
                Optional.of(script), false, normal.remoteShutdown(), command.feerate()))
        .add(new Effect.Reply(command.requestId(), new CommandResult.Closing()))
        .add(new Effect.Notify(new ChannelNotice.ShuttingDown(state.channelId(), true)));
    return advance(next, ctx);
  }

  private static Refusal notNow(PersistentState state) {
    return switch (state) {
      case WaitForFundingConfirmed s -> new Refusal.ChannelNotReady("the channel is opening");
      case WaitForChannelReady s -> new Refusal.ChannelNotReady("the channel is opening");
      case UpdatableState s -> new Refusal.AlreadyDone("shutdown");
      case NegotiatingClose s -> new Refusal.AlreadyDone("shutdown");
      case Closing s -> new Refusal.AlreadyDone("closing");
      case Closed s -> new Refusal.AlreadyDone("closing");
      case DataLoss s -> new Refusal.ChannelNotReady("only the peer can close");
      case Unproven s -> new Refusal.ChannelNotReady("the peer has not confirmed the state");
      case Frozen s -> new Refusal.ChannelNotReady("the channel is frozen");
    };
  }

  private static Optional<String> checkScript(
      ChannelParams params, Bytes script, Optional<Bytes> upfront) {
    if (!ScriptTemplates.isStandardShutdownScript(
        script, params.bothSupport(Feature.OPTION_SHUTDOWN_ANYSEGWIT))) {
      return Optional.of("scriptpubkey has no acceptable form");
    }
    return upfront
        .filter(fixed -> !fixed.equals(script))
        .map(fixed -> "scriptpubkey is not the upfront_shutdown_script");
  }

  /**
   * Sends our shutdown as soon as all our updates are signed, and goes on when both sides have sent
   * one.
   */
  static Transition.Builder advance(Transition.Builder next, Context ctx) {
    if (!(next.state() instanceof Normal normal)
        || normal.localShutdown().isEmpty()
        || next.link() != Link.UP
        || !normal.commitments().localChanges().proposed().isEmpty()) {
      return next;
    }
    Normal current = normal;
    if (!normal.shutdownSent()) {
      current =
          normal.withShutdown(
              normal.localShutdown(), true, normal.remoteShutdown(), normal.closeFeerate());
      next.store(current).send(new Shutdown(normal.channelId(), script(normal)));
    }
    if (current.remoteShutdown().isEmpty()) {
      return next;
    }
    next.store(
        new ShuttingDown(
            current.commitments(),
            current.funding(),
            script(current),
            current.remoteShutdown().get(),
            current.closeFeerate()));
    return CloseSteps.beginIfQuiet(next, ctx);
  }

  private static Bytes script(Normal normal) {
    return normal.localShutdown().orElseThrow();
  }

  /** The peer's shutdown. */
  static Transition.Builder onMessage(
      Transition.Builder next, PersistentState state, Shutdown message, Context ctx) {
    ChannelParams params = state.params();
    Optional<String> wrong =
        checkScript(params, message.scriptpubkey(), params.remoteUpfrontShutdownScript());
    if (wrong.isPresent()) {
      return FailSteps.fault(next, new PeerFault.Disconnect("shutdown: " + wrong.get()), ctx);
    }
    return switch (state) {
      case Normal normal -> onFirst(next, normal, message, ctx);
      case ShuttingDown s -> next;
      case NegotiatingClose negotiating -> CloseSteps.onShutdown(next, negotiating, ctx);
      case WaitForFundingConfirmed s -> onEarly(next, s, s.funding(), message, ctx);
      case WaitForChannelReady s -> onEarly(next, s, s.funding(), message, ctx);
      case Closing s -> next;
      case Closed s -> next;
      case DataLoss s -> next;
      case Unproven s -> next;
      case Frozen s -> next;
    };
  }

  /**
   * BOLT 2 allows shutdown before channel_ready. As there was no update, the negotiation begins at
   * once. An accepter waits for the first confirmation, though: what was never funded is forgotten,
   * but an agreed close would have to be kept for ever.
   */
  private static Transition.Builder onEarly(
      Transition.Builder next,
      PersistentState state,
      FundingStatus funding,
      Shutdown message,
      Context ctx) {
    ChannelParams params = state.params();
    if (!params.localIsOpener() && funding.confirmation().isEmpty()) {
      return FailSteps.fault(
          next, new PeerFault.Disconnect("shutdown before the funding is in a block"), ctx);
    }
    Bytes ours = params.localUpfrontShutdownScript().orElseGet(ctx::sweepScript);
    next.add(new Effect.Notify(new ChannelNotice.ShuttingDown(state.channelId(), false)))
        .store(
            new ShuttingDown(
                state.commitments(), funding, ours, message.scriptpubkey(), Optional.empty()))
        .send(new Shutdown(state.channelId(), ours));
    return CloseSteps.beginIfQuiet(next, ctx);
  }

  private static Transition.Builder onFirst(
      Transition.Builder next, Normal normal, Shutdown message, Context ctx) {
    Commitments c = normal.commitments();
    boolean pending = c.remoteChanges().proposed().stream().anyMatch(Update.Add.class::isInstance);
    if (pending) {
      return FailSteps.fault(
          next, new PeerFault.Disconnect("shutdown with unsigned updates pending"), ctx);
    }
    if (normal.localShutdown().isEmpty()) {
      next.add(new Effect.Notify(new ChannelNotice.ShuttingDown(normal.channelId(), false)));
    }
    Bytes ours =
        normal
            .localShutdown()
            .or(normal.params()::localUpfrontShutdownScript)
            .orElseGet(ctx::sweepScript);
    next.store(
        normal.withShutdown(
            Optional.of(ours),
            normal.shutdownSent(),
            Optional.of(message.scriptpubkey()),
            normal.closeFeerate()));
    return advance(next, ctx);
  }
}
