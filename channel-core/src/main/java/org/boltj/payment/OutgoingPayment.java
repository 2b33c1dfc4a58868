package org.boltj.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.SharedSecret;
import org.boltj.onion.UnwrappedFailure;
import org.boltj.updates.PaymentId;

/**
 * A payment on its way: sends parts, learns from those that fail, tries others, and ends when
 * nothing is in flight any more. Asks for routes and is told what became of parts; does nothing by
 * itself. Not safe for use by several threads.
 */
public final class OutgoingPayment {
  /** More failed attempts than that are not worth the time. */
  static final int MAX_ATTEMPTS = 100;

  /** What the payment wants. */
  public sealed interface Step {
    /** Find routes for that amount, and send parts over them. */
    record Send(MilliSatoshi amount, MilliSatoshi feeLimit, int maxParts) implements Step {}

    /** Parts are in flight. */
    record Wait() implements Step {}

    /** The payment is over. */
    sealed interface End extends Step {}

    /** The recipient has claimed the payment. */
    record Succeeded(PaymentPreimage paymentPreimage) implements End {}

    /** All parts of a probe came to the recipient, and back. */
    record Arrived() implements End {}

    /** Nothing was paid, and nothing is in flight. */
    record Failed(PaymentFailure failure) implements End {}
  }

  private final PaymentRequest request;
  private final Avoidance avoidance = new Avoidance();
  private final FailureLesson lesson;
  private final List<PaymentAttempt> attempts = new ArrayList<>();
  private final long deadlineMillis;
  private final boolean probe;
  private PaymentRecord record;
  private Optional<PaymentFailure> ending = Optional.empty();

  public OutgoingPayment(
      PaymentId id, PaymentRequest request, PublicKey localNodeId, long nowMillis) {
    this(id, request, localNodeId, nowMillis, false);
  }

  private OutgoingPayment(
      PaymentId id, PaymentRequest request, PublicKey localNodeId, long nowMillis, boolean probe) {
    this.request = request;
    this.probe = probe;
    this.lesson = new FailureLesson(localNodeId, avoidance);
    this.deadlineMillis = nowMillis + request.timeoutMillis();
    this.record =
        new PaymentRecord(
            id,
            request.paymentHash(),
            request.recipient(),
            request.amount(),
            request.invoice(),
            nowMillis,
            new PaymentRecord.Pending(),
            List.of());
  }

  /**
   * Parts that go to the recipient and back: nobody knows the preimage of their hash, so that the
   * recipient refuses each of them, which tells that it came there.
   */
  public static OutgoingPayment probe(
      PaymentId id, PaymentRequest request, PublicKey localNodeId, long nowMillis) {
    return new OutgoingPayment(id, request, localNodeId, nowMillis, true);
  }

  /**
   * A payment that was under way when the node stopped: its parts are followed to their end, and no
   * new ones are sent.
   */
  public static OutgoingPayment interrupted(PaymentRecord record, PublicKey localNodeId) {
    PaymentRequest request =
        new PaymentRequest(
            record.paymentHash(),
            record.recipient(),
            record.amount(),
            new CltvExpiryDelta(0),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            record.invoice(),
            MilliSatoshi.ZERO,
            1,
            0);
    OutgoingPayment payment =
        new OutgoingPayment(record.id(), request, localNodeId, record.createdAtMillis());
    payment.record = record;
    payment.ending = Optional.of(new PaymentFailure.Interrupted(List.of()));
    return payment;
  }

  public PaymentRequest request() {
    return request;
  }

  /** Whether this is no payment, so that nothing of it need be stored. */
  public boolean isProbe() {
    return probe;
  }

  /** What is to be stored. */
  public PaymentRecord record() {
    return record;
  }

  /** What failed attempts have taught. */
  public Avoidance avoidance() {
    return avoidance;
  }

  public List<PaymentAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /** When no new attempt is made any more, in milliseconds. */
  public long deadlineMillis() {
    return deadlineMillis;
  }

  /** What to do now. */
  public Step next(long nowMillis) {
    if (record.status() instanceof PaymentRecord.Succeeded done) {
      return new Step.Succeeded(done.paymentPreimage());
    }
    MilliSatoshi missing =
        record.amount().minusOrZero(record.amountInFlight()).minusOrZero(record.amountArrived());
    if (ending.isEmpty() && !missing.isZero()) {
      ending = reasonToEnd(nowMillis);
    }
    if (ending.isPresent() && !record.hasPartsInFlight()) {
      return new Step.Failed(ending.get());
    }
    if (probe && missing.isZero() && !record.hasPartsInFlight()) {
      return new Step.Arrived();
    }
    if (ending.isPresent() || missing.isZero()) {
      return new Step.Wait();
    }
    int used = record.parts().size() - record.failedAttempts();
    MilliSatoshi feeLimit = request.feeLimit().minusOrZero(record.fees());
    return new Step.Send(missing, feeLimit, Math.max(1, request.maxParts() - used));
  }

  private Optional<PaymentFailure> reasonToEnd(long nowMillis) {
    if (nowMillis >= deadlineMillis) {
      return Optional.of(new PaymentFailure.TimedOut(request.timeoutMillis(), attempts));
    }
    if (attempts.size() >= MAX_ATTEMPTS) {
      return Optional.of(new PaymentFailure.NoRoute("too many attempts failed", attempts));
    }
    return Optional.empty();
  }

  /** The number that the next part has. */
  public int nextPart() {
    return record.parts().size();
  }

  /** A part leaves. */
  public void sent(
      ChannelId channelId, PaymentRoute route, List<SharedSecret> sharedSecrets, long nowMillis) {
    record = record.with(PartRecord.sent(nextPart(), channelId, route, sharedSecrets, nowMillis));
  }

  /** No route was found. */
  public void noRoute(PaymentFailure failure) {
    ending =
        Optional.of(
            failure instanceof PaymentFailure.NoRoute none
                ? new PaymentFailure.NoRoute(none.why(), attempts)
                : failure);
  }

  /** Our own channel did not take the part, or it ended on chain. */
  public void refused(int number, boolean retryWithLess, String reason, long nowMillis) {
    inFlight(number)
        .ifPresent(
            part -> failed(part, lesson.local(part.route(), retryWithLess, reason), nowMillis));
  }

  /** A failure came back. */
  public void failed(int number, UnwrappedFailure failure, long nowMillis) {
    Optional<PartRecord> part = inFlight(number);
    if (part.isEmpty()) {
      return;
    }
    int last = part.get().route().hops().size() - 1;
    if (probe && failure instanceof UnwrappedFailure.FromHop known && isArrival(known, last)) {
      record = record.with(part.get().fulfilled(nowMillis));
      return;
    }
    PaymentAttempt attempt = lesson.learn(part.get().route(), failure);
    failed(part.get(), attempt, nowMillis);
    boolean byRecipient = attempt.erringNode().filter(request.recipient()::equals).isPresent();
    if (ending.isEmpty() && byRecipient && attempt.failure().orElseThrow().isPermanent()) {
      ending =
          Optional.of(
              new PaymentFailure.RejectedByRecipient(
                  request.recipient(), attempt.failure().orElseThrow(), attempts));
    }
  }

  private static boolean isArrival(UnwrappedFailure.FromHop failure, int last) {
    return failure.hop() == last
        && failure.failure() instanceof FailureMessage.IncorrectOrUnknownPaymentDetails;
  }

  private Optional<PartRecord> inFlight(int number) {
    return record.part(number).filter(PartRecord::isInFlight);
  }

  private void failed(PartRecord part, PaymentAttempt attempt, long nowMillis) {
    record = record.with(part.failed(attempt, nowMillis));
    attempts.add(attempt);
  }

  /** The preimage came back: the payment is made, whatever becomes of the other parts. */
  public void fulfilled(int number, PaymentPreimage preimage, long nowMillis) {
    record = settle(record, number, preimage, nowMillis);
  }

  /** The record after a part was fulfilled. */
  public static PaymentRecord settle(
      PaymentRecord record, int number, PaymentPreimage preimage, long nowMillis) {
    PaymentRecord changed =
        record.part(number).map(part -> record.with(part.fulfilled(nowMillis))).orElse(record);
    return changed.status() instanceof PaymentRecord.Succeeded
        ? changed
        : changed.with(new PaymentRecord.Succeeded(preimage, changed.fees(), nowMillis));
  }

  /** The end without success; {@link #next} has said so. */
  public void close(PaymentFailure failure, long nowMillis) {
    record = record.with(new PaymentRecord.Failed(failure.text(), nowMillis));
  }
}
