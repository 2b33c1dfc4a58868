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
import org.boltj.onion.SharedSecret;
import org.boltj.onion.Sphinx;
import org.boltj.onion.UnwrappedFailure;
import org.boltj.payment.Avoidance;
import org.boltj.payment.OutgoingPayment;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.PaymentRequest;
import org.boltj.payment.PaymentRoute;
import org.boltj.payment.ScorerLesson;
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
  private final ScorerLesson lesson;
  private final Map<PaymentId, Active> active = new LinkedHashMap<>();
  private final Map<PaymentHash, PaymentId> byHash = new HashMap<>();

  /** Ended in this round: the store does not know it yet. */
  private final Map<PaymentId, PaymentRecord> unwritten = new HashMap<>();

  private long nextTickMillis = Long.MAX_VALUE;

  private record Active(OutgoingPayment payment, List<HintHop> hints, Answer answer) {}

  /** Who wants to know what became of a payment. */
  private interface Answer {
    void ended(OutgoingPayment payment, OutgoingPayment.Step.End end);
  }

  Payments(Env env, Channels channels, Router router, ScorerLesson lesson) {
    this.env = env;
    this.channels = channels;
    this.router = router;
    this.lesson = lesson;
  }

  /** Begins a payment. */
  void pay(PaymentRequest request, List<HintHop> hints, CompletableFuture<PaymentResult> future) {
    Optional<PaymentFailure> earlier = paidBefore(request.paymentHash());
    if (earlier.isPresent()) {
      env.fail(future, new LightningException.PaymentFailed(earlier.get()));
      return;
    }
    PaymentId id = new PaymentId(env.ports.entropy().next(32));
    begin(
        new OutgoingPayment(id, request, env.nodeId, env.nowMillis()),
        hints,
        (payment, end) -> paid(payment, end, future));
  }

  /** Sends parts that nobody can claim, and tells how far they came. */
  void probe(PaymentRequest request, List<HintHop> hints, CompletableFuture<ProbeResult> future) {
    PaymentId id = new PaymentId(env.ports.entropy().next(32));
    begin(
        OutgoingPayment.probe(id, request, env.nodeId, env.nowMillis()),
        hints,
        (payment, end) -> env.complete(future, ProbeResult.of(payment, end, env.nowMillis())));
  }

  /** What the payment would cost now. */
  Outcome<FeeEstimate, PaymentFailure> estimate(PaymentRequest request, List<HintHop> hints) {
    OutgoingPayment.Step.Send all =
        new OutgoingPayment.Step.Send(request.amount(), request.feeLimit(), request.maxParts());
    return switch (router.find(request, new Avoidance(), all, hints)) {
      case Outcome.Ok<List<PaymentRoute>, PaymentFailure> found ->
          Outcome.ok(router.estimate(request.amount(), found.value()));
      case Outcome.Failed<List<PaymentRoute>, PaymentFailure> none ->
          Outcome.failed(none.failure());
    };
  }

  private void begin(OutgoingPayment payment, List<HintHop> hints, Answer answer) {
    Active begun = new Active(payment, List.copyOf(hints), answer);
    active.put(payment.record().id(), begun);
    byHash.put(payment.record().paymentHash(), payment.record().id());
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
    CompletableFuture<PaymentResult> nobody = new CompletableFuture<>();
    Active resumed =
        new Active(
            OutgoingPayment.interrupted(record, env.nodeId),
            List.of(),
            (payment, end) -> paid(payment, end, nobody));
    active.put(record.id(), resumed);
    record.parts().stream()
        .filter(PartRecord::isInFlight)
        .forEach(part -> lesson.sent(part.route()));
    byHash.put(record.paymentHash(), record.id());
  }

  /** After a start: parts of which no channel has an HTLC never left, or are long over. */
  void reconcile(Predicate<HtlcOrigin.Local> hasHtlc) {
    for (Active payment : List.copyOf(active.values())) {
      for (PartRecord part : payment.payment().record().parts()) {
        HtlcOrigin.Local origin =
            new HtlcOrigin.Local(payment.payment().record().id(), part.number());
        if (part.isInFlight() && !hasHtlc.test(origin)) {
          refused(payment.payment(), part.number(), false, "the node was stopped");
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
          router.find(
              payment.payment().request(), payment.payment().avoidance(), send, payment.hints());
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
      case OutgoingPayment.Step.Wait wait -> {
        if (!payment.payment().isProbe()) {
          env.change(new Change.PutPayment(payment.payment().record()));
        }
      }
      case OutgoingPayment.Step.End end -> {
        active.remove(payment.payment().record().id());
        byHash.remove(payment.payment().record().paymentHash());
        payment.answer().ended(payment.payment(), end);
      }
    }
  }

  private void sendPart(Active active, PaymentRoute route) {
    OutgoingPayment payment = active.payment();
    int number = payment.nextPart();
    Optional<ChannelSlot> slot = channels.table().byShortId(route.first().shortChannelId());
    List<OnionHop> hops =
        route.onionHops(payment.request().finalPayload(route.amount(), route.last().expiry()));
    if (slot.isEmpty() || !Sphinx.fits(hops)) {
      sent(payment, new ChannelId(Bytes.zeros(32)), route, List.of());
      refused(payment, number, false, slot.isEmpty() ? "the channel is gone" : "too many hops");
      return;
    }
    BuiltOnion onion =
        Sphinx.build(
            new PrivateKey(env.ports.entropy().next(32)),
            hops,
            payment.request().paymentHash().value());
    sent(payment, slot.get().id(), route, onion.sharedSecrets());
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
    refused(active.payment(), number, retryWithLess, "our channel refused: " + result);
    drive(active);
  }

  private void sent(
      OutgoingPayment payment, ChannelId channel, PaymentRoute route, List<SharedSecret> secrets) {
    payment.sent(channel, route, secrets, env.nowMillis());
    lesson.sent(route);
  }

  private void refused(OutgoingPayment payment, int part, boolean retryWithLess, String reason) {
    ended(payment, part);
    payment.refused(part, retryWithLess, reason, env.nowMillis());
  }

  /** The part is no more in flight: its route, when it was. */
  private Optional<PaymentRoute> ended(OutgoingPayment payment, int part) {
    Optional<PaymentRoute> route =
        payment.record().part(part).filter(PartRecord::isInFlight).map(PartRecord::route);
    route.ifPresent(lesson::ended);
    return route;
  }

  /** A preimage came back. */
  void fulfilled(HtlcOrigin.Local origin, PaymentPreimage preimage) {
    Active found = active.get(origin.paymentId());
    if (found != null) {
      ended(found.payment(), origin.part())
          .ifPresent(route -> lesson.fulfilled(route, env.nowSeconds()));
      found.payment().fulfilled(origin.part(), preimage, env.nowMillis());
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
          refused(
              payment,
              origin.part(),
              false,
              "our peer could not read the onion: " + bad.failureCode());
      case HtlcFailure.OnChain gone ->
          refused(payment, origin.part(), false, "our channel ended on the chain");
      case HtlcFailure.NeverSent never ->
          refused(payment, origin.part(), false, "our peer went away");
    }
    drive(found);
  }

  private void failed(OutgoingPayment payment, PartRecord part, HtlcFailure.Onion onion) {
    UnwrappedFailure unwrapped =
        FailureReader.unwrap(
            part.sharedSecrets(), new ReturnedFailure(onion.reason(), attribution(onion)));
    ended(payment, part.number())
        .ifPresent(route -> lesson.failed(route, unwrapped, env.nowSeconds()));
    payment.failed(part.number(), unwrapped, env.nowMillis());
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

  private void paid(
      OutgoingPayment payment,
      OutgoingPayment.Step.End end,
      CompletableFuture<PaymentResult> future) {
    switch (end) {
      case OutgoingPayment.Step.Succeeded done -> {
        PaymentRecord record = payment.record();
        put(record);
        env.publish(new NodeEvent.PaymentSent(record));
        env.complete(future, PaymentResult.of(record, done.paymentPreimage()));
      }
      case OutgoingPayment.Step.Failed failed -> {
        payment.close(failed.failure(), env.nowMillis());
        put(payment.record());
        env.publish(new NodeEvent.PaymentFailed(payment.record(), failed.failure()));
        env.fail(future, new LightningException.PaymentFailed(failed.failure()));
      }
      case OutgoingPayment.Step.Arrived probed ->
          throw new IllegalStateException("a payment is no probe");
    }
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
