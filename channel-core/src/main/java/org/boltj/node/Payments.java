package org.boltj.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PrivateKey;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.CommandResult;
import org.boltj.channel.HtlcFailure;
import org.boltj.codec.DecodeException;
import org.boltj.gossip.path.HintHop;
import org.boltj.onion.AttributionData;
import org.boltj.onion.BuiltOnion;
import org.boltj.onion.FailureReader;
import org.boltj.onion.OnionHop;
import org.boltj.onion.ReturnedFailure;
import org.boltj.onion.Sphinx;
import org.boltj.onion.UnwrappedFailure;
import org.boltj.payment.OutgoingPayment;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.PaymentRequest;
import org.boltj.payment.PaymentRoute;
import org.boltj.store.Change;
import org.boltj.store.StoreException;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.Outcome;
import org.boltj.updates.PaymentId;
import org.boltj.updates.Refusal;

/** The payments that this node makes: sends their parts, and follows each to its end. */
final class Payments {
  private final Env env;
  private final Channels channels;
  private final Router router;
  private final Map<PaymentId, Active> active = new LinkedHashMap<>();
  private final Map<PaymentHash, PaymentId> byHash = new HashMap<>();

  /** Ended in this round: the store does not know it yet. */
  private final Map<PaymentId, PaymentRecord> unwritten = new HashMap<>();

  private long nextTickMillis = Long.MAX_VALUE;

  private record Active(
      OutgoingPayment payment, List<HintHop> hints, CompletableFuture<PaymentResult> future) {}

  Payments(Env env, Channels channels, Router router) {
    this.env = env;
    this.channels = channels;
    this.router = router;
  }

  /** Begins a payment. */
  void pay(PaymentRequest request, List<HintHop> hints, CompletableFuture<PaymentResult> future) {
    Optional<PaymentFailure> earlier = paidBefore(request.paymentHash());
    if (earlier.isPresent()) {
      env.fail(future, new LightningException.PaymentFailed(earlier.get()));
      return;
    }
    PaymentId id = new PaymentId(env.ports.entropy().next(32));
    OutgoingPayment payment = new OutgoingPayment(id, request, env.nodeId, env.nowMillis());
    Active begun = new Active(payment, List.copyOf(hints), future);
    active.put(id, begun);
    byHash.put(request.paymentHash(), id);
    nextTickMillis = Math.min(nextTickMillis, payment.deadlineMillis());
    drive(begun);
  }

  private Optional<PaymentFailure> paidBefore(PaymentHash paymentHash) {
    if (byHash.containsKey(paymentHash)) {
      return Optional.of(new PaymentFailure.AlreadyPaid(true));
    }
    try {
      boolean paid =
          Stream.concat(
                  unwritten.values().stream().filter(p -> p.paymentHash().equals(paymentHash)),
                  env.ports.store().paymentsFor(paymentHash).stream())
              .anyMatch(p -> p.status() instanceof PaymentRecord.Succeeded);
      return paid ? Optional.of(new PaymentFailure.AlreadyPaid(false)) : Optional.empty();
    } catch (StoreException e) {
      throw new StoreFailure(e);
    }
  }

  /** After a start: a payment that was under way. {@link #reconcile} follows. */
  void restore(PaymentRecord record) {
    Active resumed =
        new Active(
            OutgoingPayment.interrupted(record, env.nodeId), List.of(), new CompletableFuture<>());
    active.put(record.id(), resumed);
    byHash.put(record.paymentHash(), record.id());
  }

  /** After a start: parts of which no channel has an HTLC never left, or are long over. */
  void reconcile(Predicate<HtlcOrigin.Local> hasHtlc) {
    for (Active payment : List.copyOf(active.values())) {
      for (PartRecord part : payment.payment().record().parts()) {
        HtlcOrigin.Local origin =
            new HtlcOrigin.Local(payment.payment().record().id(), part.number());
        if (part.isInFlight() && !hasHtlc.test(origin)) {
          payment.payment().refused(part.number(), false, "the node was stopped");
        }
      }
      drive(payment);
    }
  }

  /** Does what the payment wants now, until it waits or has ended. */
  private void drive(Active payment) {
    OutgoingPayment.Step step = payment.payment().next(env.nowMillis());
    while (step instanceof OutgoingPayment.Step.Send send) {
      Outcome<List<PaymentRoute>, PaymentFailure> routes =
          router.find(payment.payment(), send, payment.hints());
      switch (routes) {
        case Outcome.Ok<List<PaymentRoute>, PaymentFailure> found ->
            found.value().forEach(route -> sendPart(payment, route));
        case Outcome.Failed<List<PaymentRoute>, PaymentFailure> none ->
            payment.payment().noRoute(none.failure());
      }
      step = payment.payment().next(env.nowMillis());
    }
    switch (step) {
      case OutgoingPayment.Step.Send send -> throw new IllegalStateException("sent above");
      case OutgoingPayment.Step.Wait wait ->
          env.change(new Change.PutPayment(payment.payment().record()));
      case OutgoingPayment.Step.Succeeded done -> succeeded(payment, done.paymentPreimage());
      case OutgoingPayment.Step.Failed failed -> failed(payment, failed.failure());
    }
  }

  private void sendPart(Active active, PaymentRoute route) {
    OutgoingPayment payment = active.payment();
    int number = payment.nextPart();
    Optional<ChannelSlot> slot = channels.table().byShortId(route.first().shortChannelId());
    List<OnionHop> hops =
        route.onionHops(payment.request().finalPayload(route.amount(), route.last().expiry()));
    if (slot.isEmpty() || !Sphinx.fits(hops)) {
      payment.sent(new ChannelId(Bytes.zeros(32)), route, List.of());
      payment.refused(number, false, slot.isEmpty() ? "the channel is gone" : "too many hops");
      return;
    }
    BuiltOnion onion =
        Sphinx.build(
            new PrivateKey(env.ports.entropy().next(32)),
            hops,
            payment.request().paymentHash().value());
    payment.sent(slot.get().id(), route, onion.sharedSecrets());
    channels.request(
        slot.get(),
        request ->
            new ChannelEvent.AddHtlc(
                request,
                route.first().amount(),
                payment.request().paymentHash(),
                route.first().expiry(),
                onion.packet().encode(),
                Optional.empty(),
                new HtlcOrigin.Local(payment.record().id(), number)),
        result -> answered(active, number, result));
  }

  private void answered(Active active, int number, CommandResult result) {
    if (result instanceof CommandResult.HtlcAdded) {
      return;
    }
    boolean retryWithLess =
        result instanceof CommandResult.Refused refused
            && (refused.refusal() instanceof Refusal.InsufficientBalance
                || refused.refusal() instanceof Refusal.InFlightTooHigh
                || refused.refusal() instanceof Refusal.DustExposureTooHigh);
    active.payment().refused(number, retryWithLess, "our channel refused: " + result);
    drive(active);
  }

  /** A preimage came back. */
  void fulfilled(HtlcOrigin.Local origin, PaymentPreimage preimage) {
    Active found = active.get(origin.paymentId());
    if (found != null) {
      found.payment().fulfilled(origin.part(), preimage, env.nowMillis());
      found.payment().record().part(origin.part()).ifPresent(part -> learned(part.route(), true));
      drive(found);
    } else {
      settleLater(origin, preimage);
    }
  }

  /** Another part of a payment that has succeeded already. */
  private void settleLater(HtlcOrigin.Local origin, PaymentPreimage preimage) {
    try {
      Optional<PaymentRecord> known = Optional.ofNullable(unwritten.get(origin.paymentId()));
      if (known.isEmpty()) {
        known = env.ports.store().payment(origin.paymentId());
      }
      known
          .map(record -> OutgoingPayment.settle(record, origin.part(), preimage, env.nowMillis()))
          .ifPresent(this::put);
    } catch (StoreException e) {
      throw new StoreFailure(e);
    }
  }

  /** An HTLC of ours is gone for good without having been claimed. */
  void failed(HtlcOrigin.Local origin, HtlcFailure failure) {
    Active found = active.get(origin.paymentId());
    if (found == null) {
      return;
    }
    OutgoingPayment payment = found.payment();
    switch (failure) {
      case HtlcFailure.Onion onion ->
          payment
              .record()
              .part(origin.part())
              .filter(part -> !part.sharedSecrets().isEmpty())
              .ifPresent(part -> failed(payment, part, onion));
      case HtlcFailure.Malformed bad ->
          payment.refused(
              origin.part(), false, "our peer could not read the onion: " + bad.failureCode());
      case HtlcFailure.OnChain gone ->
          payment.refused(origin.part(), false, "our channel ended on the chain");
      case HtlcFailure.NeverSent never ->
          payment.refused(origin.part(), false, "our peer went away");
    }
    drive(found);
  }

  private void failed(OutgoingPayment payment, PartRecord part, HtlcFailure.Onion onion) {
    UnwrappedFailure unwrapped =
        FailureReader.unwrap(
            part.sharedSecrets(), new ReturnedFailure(onion.reason(), attribution(onion)));
    payment.failed(part.number(), unwrapped);
    if (unwrapped instanceof UnwrappedFailure.FromHop known
        && known.hop() < part.route().hops().size() - 1) {
      if (known.failure().isNodeFailure()) {
        router.nodeFailed(part.route().hops().get(known.hop()).nodeId());
      } else {
        router.learn(
            Routes.direction(env.nodeId, part.route(), known.hop() + 1),
            part.route().hops().get(known.hop() + 1).amount(),
            false);
      }
    }
  }

  private static Optional<AttributionData> attribution(HtlcFailure.Onion onion) {
    try {
      return onion.attributionData().isPresent()
          ? Optional.of(AttributionData.decode(onion.attributionData().get()))
          : Optional.empty();
    } catch (DecodeException wrongSize) {
      return Optional.empty();
    }
  }

  private void learned(PaymentRoute route, boolean succeeded) {
    for (int hop = 1; hop < route.hops().size(); hop++) {
      router.learn(
          Routes.direction(env.nodeId, route, hop), route.hops().get(hop).amount(), succeeded);
    }
  }

  private void succeeded(Active ended, PaymentPreimage preimage) {
    PaymentRecord record = ended.payment().record();
    end(record);
    env.publish(new NodeEvent.PaymentSent(record));
    int parts =
        (int) record.parts().stream().filter(p -> p.state() != PartRecord.State.FAILED).count();
    env.complete(
        ended.future(),
        new PaymentResult(
            record.id(),
            record.paymentHash(),
            preimage,
            record.amount(),
            record.fees(),
            parts,
            ended.payment().attempts().size()));
  }

  private void failed(Active ended, PaymentFailure failure) {
    ended.payment().close(failure, env.nowMillis());
    PaymentRecord record = ended.payment().record();
    end(record);
    env.publish(new NodeEvent.PaymentFailed(record, failure));
    env.fail(ended.future(), new LightningException.PaymentFailed(failure));
  }

  private void end(PaymentRecord record) {
    active.remove(record.id());
    byHash.remove(record.paymentHash());
    put(record);
  }

  private void put(PaymentRecord record) {
    unwritten.put(record.id(), record);
    env.change(new Change.PutPayment(record));
  }

  /** All changes are durable. */
  void written() {
    unwritten.clear();
  }

  /** Ends payments whose time is over and that have nothing in flight. */
  void tick() {
    if (env.nowMillis() < nextTickMillis) {
      return;
    }
    nextTickMillis = Long.MAX_VALUE;
    for (Active payment : List.copyOf(active.values())) {
      long deadline = payment.payment().deadlineMillis();
      if (deadline <= env.nowMillis()) {
        drive(payment);
      } else {
        nextTickMillis = Math.min(nextTickMillis, deadline);
      }
    }
  }

  long nextDeadlineMillis() {
    return nextTickMillis;
  }
}
