package org.boltj.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
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

    /** The end: the recipient has claimed the payment. */
    record Succeeded(PaymentPreimage paymentPreimage) implements Step {}

    /** The end: nothing was paid, and nothing is in flight. */
    record Failed(PaymentFailure failure) implements Step {}
  }

  private final PaymentRequest request;
  private final Avoidance avoidance = new Avoidance();
  private final FailureLesson lesson;
  private final List<PaymentAttempt> attempts = new ArrayList<>();
  private final long deadlineMillis;
  private PaymentRecord record;
  private Optional<PaymentFailure> ending = Optional.empty();

  public OutgoingPayment(
      PaymentId id, PaymentRequest request, PublicKey localNodeId, long nowMillis) {
    this.request = request;
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
    MilliSatoshi missing = record.amount().minusOrZero(record.amountInFlight());
    if (ending.isEmpty() && !missing.isZero()) {
      ending = reasonToEnd(nowMillis);
    }
    if (ending.isPresent() && !record.hasPartsInFlight()) {
      return new Step.Failed(ending.get());
    }
    if (ending.isPresent() || missing.isZero()) {
      return new Step.Wait();
    }
    int inFlight = (int) record.parts().stream().filter(PartRecord::isInFlight).count();
    MilliSatoshi feeLimit = request.feeLimit().minusOrZero(record.fees());
    return new Step.Send(missing, feeLimit, Math.max(1, request.maxParts() - inFlight));
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
  public void sent(ChannelId channelId, PaymentRoute route, List<SharedSecret> sharedSecrets) {
    record =
        record.with(
            new PartRecord(
                nextPart(), channelId, route, sharedSecrets, PartRecord.State.IN_FLIGHT));
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
  public void refused(int number, boolean retryWithLess, String reason) {
    ended(number)
        .ifPresent(part -> attempts.add(lesson.local(part.route(), retryWithLess, reason)));
  }

  /** A failure came back. */
  public void failed(int number, UnwrappedFailure failure) {
    Optional<PartRecord> part = ended(number);
    if (part.isEmpty()) {
      return;
    }
    PaymentAttempt attempt = lesson.learn(part.get().route(), failure);
    attempts.add(attempt);
    boolean byRecipient = attempt.erringNode().filter(request.recipient()::equals).isPresent();
    if (ending.isEmpty() && byRecipient && attempt.failure().orElseThrow().isPermanent()) {
      ending =
          Optional.of(
              new PaymentFailure.RejectedByRecipient(
                  request.recipient(), attempt.failure().orElseThrow(), attempts));
    }
  }

  private Optional<PartRecord> ended(int number) {
    Optional<PartRecord> part = record.part(number).filter(PartRecord::isInFlight);
    part.ifPresent(p -> record = record.with(p.with(PartRecord.State.FAILED)));
    return part;
  }

  /** The preimage came back: the payment is made, whatever becomes of the other parts. */
  public void fulfilled(int number, PaymentPreimage preimage, long nowMillis) {
    record = settle(record, number, preimage, nowMillis);
  }

  /** The record after a part was fulfilled. */
  public static PaymentRecord settle(
      PaymentRecord record, int number, PaymentPreimage preimage, long nowMillis) {
    PaymentRecord changed =
        record
            .part(number)
            .map(part -> record.with(part.with(PartRecord.State.FULFILLED)))
            .orElse(record);
    return changed.status() instanceof PaymentRecord.Succeeded
        ? changed
        : changed.with(new PaymentRecord.Succeeded(preimage, changed.fees(), nowMillis));
  }

  /** The end without success; {@link #next} has said so. */
  public void close(PaymentFailure failure, long nowMillis) {
    record = record.with(new PaymentRecord.Failed(failure.text(), nowMillis));
  }
}
