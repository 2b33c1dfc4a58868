package org.boltj.node;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.boltj.base.PublicKey;
import org.boltj.channel.Channel;
import org.boltj.channel.ChannelData;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Closed;
import org.boltj.channel.CommandResult;
import org.boltj.channel.Context;
import org.boltj.channel.Effect;
import org.boltj.channel.Frozen;
import org.boltj.channel.Gone;
import org.boltj.channel.OpeningState;
import org.boltj.channel.PersistentState;
import org.boltj.channel.RequestId;
import org.boltj.channel.Transition;
import org.boltj.message.WarningMessage;
import org.boltj.port.FundingTransaction;
import org.boltj.port.FundsSource;
import org.boltj.store.Change;
import org.boltj.updates.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Steps channels and carries out what the steps ask for. This is the one place where an exception
 * out of a step is caught: it freezes the channel, is told, and broadcasts nothing.
 */
final class Channels {
  private final Env env;
  private final ChannelHost host;
  private final ChannelTable table = new ChannelTable();
  private final Set<ChannelSlot> changed = new LinkedHashSet<>();
  private final Map<RequestId, Consumer<CommandResult>> requests = new HashMap<>();
  private final OpeningDeadlines openings;
  private final OwedAnswers owed;
  private final Foresight foresight = new Foresight();
  private long nextRequest;

  Channels(Env env, ChannelHost host) {
    this.env = env;
    this.openings = new OpeningDeadlines(env);
    this.owed = new OwedAnswers(env);
    this.host = host;
  }

  ChannelTable table() {
    return table;
  }

  /** The first event of a channel that a peer opens; it names the channel. */
  void begin(ChannelSlot slot, ChannelEvent.OpenReceived event) {
    step(slot, event);
    named(slot);
  }

  /** The first event of a channel that we open; the answer may come much later. */
  void begin(
      ChannelSlot slot,
      Function<RequestId, ChannelEvent.Open> event,
      Consumer<CommandResult> answer) {
    request(slot, event, answer);
    named(slot);
  }

  private void named(ChannelSlot slot) {
    if (slot.data().state() instanceof OpeningState opening) {
      slot.rename(opening.temporaryChannelId());
      table.add(slot);
    }
  }

  /** Loads a channel from the store. Its first step follows in {@link #restored}. */
  ChannelSlot restore(PersistentState state) {
    ChannelSlot slot =
        new ChannelSlot(
            state.channelId(),
            state.remoteNodeId(),
            env.ports.keys().channelSigner(state.params().keyIndex()),
            ChannelData.restored(state));
    table.add(slot);
    table.index(slot);
    return slot;
  }

  /** All channels are loaded: each watches, publishes and hands out again what it has to. */
  void restored() {
    for (ChannelSlot slot : table.all()) {
      if (!slot.isClosed()) {
        step(slot, new ChannelEvent.Restored());
      }
    }
  }

  /** One step of one channel, with all that follows from it. */
  void step(ChannelSlot slot, ChannelEvent event) {
    Transition transition = tryStep(slot, event);
    if (transition == null) {
      return;
    }
    openings.moves(slot, transition.next().state());
    owed.moves(slot, transition.next());
    slot.become(transition.next());
    for (Effect effect : transition.effects()) {
      apply(slot, effect);
    }
    if (slot.data().state() instanceof Gone) {
      table.remove(slot);
    } else if (slot.isClosed()) {
      // Stored, but over: it is not loaded at the next start either.
      table.remove(slot);
      host.forgotten(slot);
    } else if (slot.data().wantsToSign()) {
      changed.add(slot);
    }
    foresight.stepped(slot);
  }

  /** A small piece of work that can be done ahead; false when there is none. */
  boolean workAhead() {
    return foresight.work();
  }

  // The one catch of everything: a bug must freeze this channel, not stop the others.
  private @Nullable Transition tryStep(ChannelSlot slot, ChannelEvent event) {
    try {
      return Channel.step(slot.data(), event, context(slot));
    } catch (RuntimeException | StackOverflowError bug) {
      return freeze(slot, event, bug);
    }
  }

  private @Nullable Transition freeze(ChannelSlot slot, ChannelEvent event, Throwable bug) {
    String what = event.getClass().getSimpleName() + ": " + Bugs.describe(bug);
    try {
      return Channel.step(slot.data(), new ChannelEvent.Bug(what), context(slot));
    } catch (RuntimeException | StackOverflowError again) {
      // Not even the freezing step works: the state is set by hand.
      slot.persistent()
          .ifPresent(
              state -> {
                Frozen frozen = new Frozen(state instanceof Frozen f ? f.last() : state, what);
                slot.become(new ChannelData(frozen, slot.data().link()));
                env.change(new Change.PutChannel(frozen));
                host.noticed(slot, new ChannelNotice.Frozen(slot.id(), what));
              });
      return null;
    }
  }

  private Context context(ChannelSlot slot) {
    return new Context(
        env.nowMillis(),
        env.blockHeight(),
        env.settings.network().chainHash(),
        host.feerates(),
        slot.signer,
        env.ports.keys().nodeSigner(),
        env.settings.channelPolicy(),
        env.ports.entropy().next(32),
        slot.sweepScript(env));
  }

  /** Gives a command to a channel; the answer comes within this round. */
  void request(
      ChannelSlot slot,
      Function<RequestId, ? extends ChannelEvent> command,
      Consumer<CommandResult> answer) {
    RequestId id = new RequestId(nextRequest++);
    requests.put(id, answer);
    step(slot, command.apply(id));
    if (slot.data().state() instanceof Frozen) {
      // The step that was to answer may be the one that failed.
      answer(
          new Effect.Reply(
              id, new CommandResult.Refused(new Refusal.ChannelNotReady("the channel is frozen"))));
    }
  }

  /** One commitment_signed for all that has changed in a channel during this round. */
  void signAll() {
    List<ChannelSlot> toSign = List.copyOf(changed);
    changed.clear();
    for (ChannelSlot slot : toSign) {
      if (slot.data().wantsToSign()) {
        step(slot, new ChannelEvent.Sign());
      }
    }
  }

  /** Ends the openings in which somebody let us wait too long, and connections to silent peers. */
  void tick() {
    openings.overdue().forEach(slot -> step(slot, new ChannelEvent.OpeningTimeout()));
    for (OwedAnswers.Late late : owed.overdue()) {
      ChannelSlot slot = late.slot();
      if (OwedAnswers.isUntold(slot.data())) {
        step(slot, new ChannelEvent.PeerWaits());
        continue;
      }
      host.send(slot.remoteNodeId, WarningMessage.of(slot.id(), late.reason()));
      host.disconnect(slot.remoteNodeId, late.reason());
    }
  }

  long nextDeadlineMillis() {
    return Math.min(openings.nextDeadlineMillis(), owed.nextDeadlineMillis());
  }

  boolean hasChanged() {
    return !changed.isEmpty();
  }

  void stepAllOf(PublicKey peer, ChannelEvent event) {
    table.of(peer).forEach(slot -> step(slot, event));
  }

  private void apply(ChannelSlot slot, Effect effect) {
    switch (effect) {
      case Effect.Store store -> stored(slot, store.state());
      case Effect.StoreRevokedHtlcs revoked ->
          env.change(new Change.AddRevokedHtlcs(revoked.channelId(), revoked.htlcs()));
      case Effect.Forget forget -> forget(slot);
      case Effect.Send send -> host.send(slot.remoteNodeId, send.message());
      case Effect.Disconnect end -> host.disconnect(slot.remoteNodeId, end.reason());
      case Effect.Publish publish -> host.publish(publish.transactions(), publish.reason());
      case Effect.PublishWithFee bumped -> host.publishWithFee(slot, bumped.bump());
      case Effect.Watch watch -> host.watch(slot, watch.outPoint(), watch.scriptPubKey());
      case Effect.AskFunding ask -> askFunding(slot, ask);
      case Effect.CommitFunding commit -> {
        FundsSource funds = env.ports.funds();
        env.outbox.output(() -> funds.commit(commit.txid()));
      }
      case Effect.ReleaseFunding release -> {
        FundsSource funds = env.ports.funds();
        env.outbox.output(() -> funds.rollback(release.txid()));
      }
      case Effect.Reply reply -> answer(reply);
      case Effect.Notify notify -> host.noticed(slot, notify.notice());
      case Effect.Renamed renamed -> table.rename(slot, renamed.channelId());
      case Effect.HtlcReceived htlc -> env.later(() -> host.htlcReceived(slot, htlc));
      case Effect.HtlcFulfilled htlc -> env.later(() -> host.htlcFulfilled(slot, htlc));
      case Effect.HtlcFailed htlc -> env.later(() -> host.htlcFailed(slot, htlc));
      case Effect.LocalAnnouncement both -> env.later(() -> host.announce(slot, both));
      case Effect.ChannelUpdateNeeded update -> host.channelUpdateNeeded(slot);
    }
  }

  private void stored(ChannelSlot slot, PersistentState state) {
    env.change(new Change.PutChannel(state));
    if (table.byId(slot.id()).isEmpty() && !(state instanceof Closed)) {
      table.rename(slot, state.channelId());
    }
    table.index(slot);
    if (!slot.notDurable.isEmpty()) {
      ForwardTracking.releaseDurable(slot, state)
          .forEach(
              htlc ->
                  table
                      .byId(htlc.channelId())
                      .ifPresent(
                          in ->
                              env.later(() -> step(in, new ChannelEvent.HtlcDecided(htlc.id())))));
    }
  }

  private void forget(ChannelSlot slot) {
    env.change(new Change.RemoveChannel(slot.id()));
    table.remove(slot);
    host.forgotten(slot);
  }

  private void answer(Effect.Reply reply) {
    Consumer<CommandResult> waiting = requests.remove(reply.requestId());
    if (waiting != null) {
      env.later(() -> waiting.accept(reply.result()));
    }
  }

  private void askFunding(ChannelSlot slot, Effect.AskFunding ask) {
    env.outbox.output(
        () ->
            env.ports
                .funds()
                .fund(ask.scriptPubKey(), ask.amount(), ask.feerate())
                .whenComplete(
                    (funding, failure) -> env.inbox.add(() -> funded(slot, funding, failure))));
  }

  private void funded(
      ChannelSlot slot, @Nullable FundingTransaction funding, @Nullable Throwable failure) {
    if (funding == null) {
      String why = failure == null ? "no transaction" : String.valueOf(failure.getMessage());
      step(slot, new ChannelEvent.FundingFailed(why));
    } else if (slot.data().state() instanceof Gone) {
      // The peer left meanwhile.
      env.ports.funds().rollback(funding.transaction().txid());
    } else {
      step(
          slot,
          new ChannelEvent.FundingCreatedByWallet(funding.transaction(), funding.outputIndex()));
    }
  }
}
