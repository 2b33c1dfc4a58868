package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.CommandResult;
import org.boltj.channel.Effect;
import org.boltj.channel.HtlcFailure;
import org.boltj.crypto.AllCores;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.HoldTime;
import org.boltj.onion.IncomingOnion;
import org.boltj.onion.OnionEcdh;
import org.boltj.onion.SharedSecret;
import org.boltj.payment.ForwardRequest;
import org.boltj.payment.HtlcId;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.Refusal;

/** Opens the onions of HTLCs that came in, forwards those for others, and brings answers back. */
final class HtlcSwitch {
  private final Env env;
  private final Channels channels;
  private final Receiver receiver;
  private final HtlcAnswers answers;
  private final RelayPolicies policies;
  private final OnionEcdh ecdh;

  /** Outgoing halves of HTLCs on their way, by their incoming halves. */
  private final Map<HtlcId, Forward> forwards = new HashMap<>();

  private final SeenOnions seen;

  private final FailBack failBack;

  /** Came in during this round. */
  private final List<Arrived> arrived = new ArrayList<>();

  /** Of those the signer failed: without a shared secret there is no failure to answer with. */
  private final List<Arrived> unopened = new ArrayList<>();

  private record Arrived(ChannelSlot in, Effect.HtlcReceived htlc) {}

  /** What opening an onion led to. */
  private sealed interface Opening {
    /** Empty when the HTLC was decided before a restart. */
    record Done(Optional<IncomingOnion> onion) implements Opening {}

    record Failed(RuntimeException why) implements Opening {}
  }

  /** An outgoing half, and where it came from. */
  record Forward(HtlcId outgoing, MilliSatoshi amountOut, HtlcOrigin.Forwarded origin) {}

  HtlcSwitch(
      Env env, Channels channels, Receiver receiver, HtlcAnswers answers, RelayPolicies policies) {
    this.policies = policies;
    this.seen = new SeenOnions(env.settings.limits().seenOnions());
    this.env = env;
    this.channels = channels;
    this.receiver = receiver;
    this.answers = answers;
    this.failBack = new FailBack(env, channels, answers);
    this.ecdh = env.ports.keys().nodeSigner()::ecdh;
  }

  /** After a start: what must not be forwarded again, and what is risked. */
  void restore(StoredNode stored) throws StoreException {
    seen.restore(stored);
    failBack.restore(stored);
  }

  /** After a start: an outgoing HTLC that exists, so that its incoming half is not sent again. */
  void restore(ChannelSlot out, OutgoingHtlc htlc, HtlcOrigin.Forwarded origin) {
    forwards.put(
        new HtlcId(origin.channelId(), origin.htlcId()),
        new Forward(new HtlcId(out.id(), htlc.id()), htlc.amount(), origin));
  }

  /** An HTLC of a peer is committed for good: decide, together with others that came with it. */
  void received(ChannelSlot in, Effect.HtlcReceived htlc) {
    if (arrived.isEmpty()) {
      env.later(this::decideAll);
    }
    arrived.add(new Arrived(in, htlc));
  }

  private void decideAll() {
    List<Arrived> all = List.copyOf(arrived);
    arrived.clear();
    List<Opening> openings = AllCores.map(all, this::open);
    for (int i = 0; i < all.size(); i++) {
      Arrived next = all.get(i);
      switch (openings.get(i)) {
        case Opening.Done done -> env.later(() -> decide(next.in(), next.htlc(), done.onion()));
        case Opening.Failed failed -> {
          unopened.add(next);
          env.publish(new NodeEvent.InternalFailure(Bugs.describe(failed.why())));
        }
      }
    }
  }

  // The signer may be the application's: what it throws for one HTLC must not lose the others.
  private Opening open(Arrived arrived) {
    Effect.HtlcReceived htlc = arrived.htlc();
    if (forwards.containsKey(new HtlcId(arrived.in().id(), htlc.id()))) {
      return new Opening.Done(Optional.empty());
    }
    try {
      return new Opening.Done(
          Optional.of(
              IncomingOnion.open(
                  ecdh, htlc.paymentHash(), htlc.onion(), htlc.pathKey(), Set.of())));
    } catch (RuntimeException failure) {
      return new Opening.Failed(failure);
    }
  }

  /** Tries again what the signer failed, as long as the peer waits for an answer. */
  private void retryUnopened() {
    List<Arrived> again = List.copyOf(unopened);
    unopened.clear();
    again.stream()
        .filter(next -> failBack.isPending(new HtlcId(next.in().id(), next.htlc().id())))
        .forEach(next -> received(next.in(), next.htlc()));
  }

  private void decide(ChannelSlot in, Effect.HtlcReceived htlc, Optional<IncomingOnion> opened) {
    if (opened.isEmpty()) {
      seen.isNew(new HtlcId(in.id(), htlc.id()), htlc);
      channels.step(in, new ChannelEvent.HtlcDecided(htlc.id()));
      return;
    }
    switch (opened.get()) {
      case IncomingOnion.RefuseMalformed bad -> answers.failMalformed(in, htlc.id(), bad.failure());
      case IncomingOnion.Refuse bad ->
          answers.fail(in, htlc.id(), bad.sharedSecret(), bad.failure());
      case IncomingOnion.Relay relay -> {
        if (isNew(in, htlc, relay.sharedSecret())) {
          forward(in, htlc, relay);
        }
      }
      case IncomingOnion.Deliver deliver -> {
        if (isNew(in, htlc, deliver.sharedSecret())) {
          receiver.receive(in, htlc, deliver);
        }
      }
    }
  }

  /** Fails an HTLC whose onion another HTLC has brought before. */
  private boolean isNew(ChannelSlot in, Effect.HtlcReceived htlc, SharedSecret sharedSecret) {
    boolean isNew = seen.isNew(new HtlcId(in.id(), htlc.id()), htlc);
    if (seen.isPageFull()) {
      seen.store().ifPresent(env::change);
    }
    if (!isNew) {
      answers.fail(in, htlc.id(), sharedSecret, new FailureMessage.TemporaryNodeFailure());
    }
    return isNew;
  }

  /** A peer is gone; its channels know it. */
  void disconnected() {
    failBack.follow();
  }

  void blockConnected(int height) {
    seen.blockConnected(height);
    failBack.blockConnected(height, forwards);
    retryUnopened();
    seen.store().ifPresent(env::change);
  }

  private void forward(ChannelSlot in, Effect.HtlcReceived htlc, IncomingOnion.Relay relay) {
    Optional<ChannelSlot> out = channels.table().byShortId(relay.payload().shortChannelId());
    Optional<FailureMessage> failure = refusal(htlc, relay, out);
    if (failure.isPresent()) {
      answers.fail(in, htlc.id(), relay.sharedSecret(), failure.get());
    } else {
      offer(in, htlc, relay, candidates(out.orElseThrow()));
    }
  }

  private Optional<FailureMessage> refusal(
      Effect.HtlcReceived htlc, IncomingOnion.Relay relay, Optional<ChannelSlot> out) {
    if (env.isBehindChain()) {
      return Optional.of(new FailureMessage.TemporaryNodeFailure());
    }
    if (out.isEmpty()) {
      return Optional.of(new FailureMessage.UnknownNextPeer());
    }
    if (htlc.overDustExposure() || htlc.closingChannel()) {
      return Optional.of(new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY));
    }
    ForwardRequest request =
        new ForwardRequest(
            htlc.amount(),
            htlc.cltvExpiry(),
            relay.payload().amtToForward(),
            relay.payload().outgoingCltvValue());
    return policies.refusal(request, out.get().id());
  }

  /** BOLT 4, "Non-strict Forwarding": any channel to the same peer will do; the named one first. */
  private List<ChannelSlot> candidates(ChannelSlot named) {
    List<ChannelSlot> all = new ArrayList<>();
    all.add(named);
    for (ChannelSlot other : channels.table().of(named.remoteNodeId)) {
      if (other != named && other.isUsable()) {
        all.add(other);
      }
    }
    return all;
  }

  private void offer(
      ChannelSlot in,
      Effect.HtlcReceived htlc,
      IncomingOnion.Relay relay,
      List<ChannelSlot> candidates) {
    ChannelSlot out = candidates.get(0);
    HtlcOrigin.Forwarded origin =
        new HtlcOrigin.Forwarded(
            in.id(),
            htlc.id(),
            htlc.amount(),
            htlc.cltvExpiry(),
            relay.sharedSecret(),
            env.nowMillis());
    channels.request(
        out,
        request ->
            new ChannelEvent.AddHtlc(
                request,
                relay.payload().amtToForward(),
                htlc.paymentHash(),
                relay.payload().outgoingCltvValue(),
                relay.nextPacket().encode(),
                Optional.empty(),
                origin),
        result -> offered(in, htlc, relay, candidates, origin, result));
  }

  private void offered(
      ChannelSlot in,
      Effect.HtlcReceived htlc,
      IncomingOnion.Relay relay,
      List<ChannelSlot> candidates,
      HtlcOrigin.Forwarded origin,
      CommandResult result) {
    ChannelSlot out = candidates.get(0);
    if (result instanceof CommandResult.HtlcAdded added) {
      HtlcId incoming = new HtlcId(in.id(), htlc.id());
      HtlcId outgoing = new HtlcId(out.id(), added.id());
      forwards.put(incoming, new Forward(outgoing, relay.payload().amtToForward(), origin));
      out.notDurable.add(new ChannelSlot.ForwardInProgress(added.id(), incoming));
    } else if (candidates.size() > 1) {
      offer(in, htlc, relay, candidates.subList(1, candidates.size()));
    } else {
      answers.fail(in, htlc.id(), relay.sharedSecret(), failure(result, relay));
    }
  }

  private static FailureMessage failure(CommandResult result, IncomingOnion.Relay relay) {
    if (result instanceof CommandResult.Refused refused) {
      return switch (refused.refusal()) {
        case Refusal.BelowMinimum r ->
            new FailureMessage.AmountBelowMinimum(relay.payload().amtToForward(), Bytes.EMPTY);
        case Refusal.ExpiryTooSoon r -> new FailureMessage.ExpiryTooSoon(Bytes.EMPTY);
        case Refusal.ExpiryTooFar r -> new FailureMessage.ExpiryTooFar();
        default -> new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY);
      };
    }
    return new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY);
  }

  /** The next peer has shown the preimage: claim the incoming half at once. */
  void fulfilled(Effect.HtlcFulfilled htlc, HtlcOrigin.Forwarded origin) {
    HtlcId incoming = new HtlcId(origin.channelId(), origin.htlcId());
    Forward forward = forwards.remove(incoming);
    channels
        .table()
        .byId(origin.channelId())
        .ifPresent(
            in ->
                answers.fulfill(
                    in,
                    origin.htlcId(),
                    origin.sharedSecret(),
                    htlc.preimage(),
                    htlc.attributionData(),
                    heldSince(origin)));
    if (failBack.fulfilled(incoming, htlc.preimage()) && forward != null) {
      env.publish(
          new NodeEvent.PaymentForwarded(
              origin.channelId(), htlc.channelId(), origin.amountIn(), forward.amountOut()));
    }
  }

  /** The outgoing half is gone for good: give the incoming half back. */
  void failed(ChannelSlot out, Effect.HtlcFailed htlc, HtlcOrigin.Forwarded origin) {
    HtlcId incoming = new HtlcId(origin.channelId(), origin.htlcId());
    forwards.remove(incoming);
    failBack.resolved(incoming);
    out.notDurable.removeIf(waiting -> waiting.incoming().equals(incoming));
    channels.table().byId(origin.channelId()).ifPresent(in -> giveBack(in, origin, htlc.failure()));
  }

  private void giveBack(ChannelSlot in, HtlcOrigin.Forwarded origin, HtlcFailure failure) {
    switch (failure) {
      case HtlcFailure.Onion onion ->
          answers.pass(in, origin.htlcId(), origin.sharedSecret(), onion, heldSince(origin));
      case HtlcFailure.Malformed bad ->
          answers.fail(
              in,
              origin.htlcId(),
              origin.sharedSecret(),
              Failures.malformed(bad.failureCode(), bad.sha256OfOnion()));
      case HtlcFailure.OnChain gone ->
          answers.fail(
              in,
              origin.htlcId(),
              origin.sharedSecret(),
              new FailureMessage.PermanentChannelFailure());
      case HtlcFailure.NeverSent never ->
          answers.fail(
              in,
              origin.htlcId(),
              origin.sharedSecret(),
              new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY));
    }
  }

  private HoldTime heldSince(HtlcOrigin.Forwarded origin) {
    return HoldTime.ofMillis(env.nowMillis() - origin.receivedAtMillis());
  }
}
