package org.boltj.sim.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.boltj.invoice.Invoice;
import org.boltj.node.LightningException;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentAttempt;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.SimNode;
import org.boltj.sim.world.World;
import org.boltj.store.StoreException;
import org.boltj.updates.PaymentId;
import org.jspecify.annotations.Nullable;

/** Makes payments in a world and notes what becomes of each. */
public final class PaymentRun {
  /** Payments give up after a minute; HTLCs in flight then take some more. */
  private static final long DRAIN_MILLIS = 3_600_000;

  /** What is made of a payment that is still under way. */
  private static final class Slot {
    private final PlannedPayment planned;
    private @Nullable Invoice invoice;
    private @Nullable CompletableFuture<PaymentOutcome> outcome;

    private Slot(PlannedPayment planned) {
      this.planned = planned;
    }

    private boolean isDone() {
      CompletableFuture<PaymentOutcome> known = outcome;
      return known != null && known.isDone();
    }
  }

  private final World world;
  private final PayOptions options;
  private final List<Slot> slots = new ArrayList<>();

  private PaymentRun(World world, PayOptions options) {
    this.world = world;
    this.options = options;
  }

  /**
   * Makes the payments at their times and returns when all have ended and no HTLC is left.
   *
   * @param options limits of every payment
   * @throws IllegalStateException when some do not end, or when the books do not balance afterwards
   */
  public static List<PaymentOutcome> run(
      World world, List<PlannedPayment> planned, PayOptions options, Progress progress) {
    PaymentRun run = new PaymentRun(world, options);
    Ledger ledger = Ledger.open(world);
    long start = world.time().nowMillis();
    for (PlannedPayment payment : planned) {
      Slot slot = new Slot(payment);
      run.slots.add(slot);
      world.time().at(start + payment.atMillis(), () -> run.begin(slot));
    }
    long last = planned.isEmpty() ? 0 : planned.get(planned.size() - 1).atMillis();
    world.await("payments", run::ended, planned.size(), last + DRAIN_MILLIS, progress);
    world.await("HTLCs drained", run::idleNodes, world.nodes().size(), DRAIN_MILLIS, progress);
    List<PaymentOutcome> outcomes = run.outcomes();
    ledger.close(outcomes, run.invoices());
    return outcomes;
  }

  private long ended() {
    return slots.stream().filter(Slot::isDone).count();
  }

  private long idleNodes() {
    return world.nodes().stream().filter(node -> node.pendingHtlcs() == 0).count();
  }

  /** The recipient makes an invoice; the payer has it at once and pays. */
  private void begin(Slot slot) {
    long begun = world.time().nowMillis();
    SimNode payer = world.node(slot.planned.from());
    slot.outcome =
        world
            .node(slot.planned.to())
            .node()
            .createInvoice(slot.planned.amount(), "payment " + slot.planned.number())
            .thenCompose(
                invoice -> {
                  slot.invoice = invoice;
                  return payer.node().pay(invoice, options);
                })
            .handle((result, failure) -> outcome(slot.planned, begun, result, failure));
  }

  private PaymentOutcome outcome(
      PlannedPayment planned,
      long begun,
      @Nullable PaymentResult result,
      @Nullable Throwable failure) {
    long delay = world.time().nowMillis() - begun;
    return result != null ? paid(planned, result, delay) : failed(planned, reason(failure), delay);
  }

  private PaymentOutcome paid(PlannedPayment planned, PaymentResult result, long delay) {
    int hops =
        record(world.node(planned.from()), result.id()).stream()
            .flatMap(payment -> payment.parts().stream())
            .filter(part -> part.state() == PartRecord.State.FULFILLED)
            .mapToInt(part -> part.route().hops().size())
            .max()
            .orElse(0);
    return new PaymentOutcome(
        planned,
        Optional.empty(),
        hops,
        result.parts(),
        result.parts() + result.failedAttempts(),
        result.fee().msat(),
        delay);
  }

  private static Optional<PaymentRecord> record(SimNode node, PaymentId id) {
    try {
      return node.store().payment(id);
    } catch (StoreException e) {
      throw new IllegalStateException("a store in memory does not fail", e);
    }
  }

  private static PaymentFailure reason(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof LightningException.PaymentFailed failed) {
      return failed.failure();
    }
    throw new IllegalStateException("a payment ended otherwise than as paid or failed", cause);
  }

  private PaymentOutcome failed(PlannedPayment planned, PaymentFailure failure, long delay) {
    List<PaymentAttempt> attempts = attempts(failure);
    Optional<PaymentAttempt> last =
        attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    OptionalInt erringNode =
        last.flatMap(PaymentAttempt::erringNode).map(world::number).orElse(OptionalInt.empty());
    String lastError = last.flatMap(PaymentAttempt::failure).map(PaymentRun::name).orElse("");
    return new PaymentOutcome(
        planned,
        Optional.of(new PaymentOutcome.Failure(name(failure), erringNode, lastError)),
        last.map(attempt -> attempt.route().hops().size()).orElse(0),
        0,
        attempts.size(),
        0,
        delay);
  }

  private static List<PaymentAttempt> attempts(PaymentFailure failure) {
    return switch (failure) {
      case PaymentFailure.RejectedByRecipient rejected -> rejected.attempts();
      case PaymentFailure.NoRoute none -> none.attempts();
      case PaymentFailure.TimedOut late -> late.attempts();
      case PaymentFailure.Interrupted stopped -> stopped.attempts();
      case PaymentFailure.InsufficientBalance poor -> List.of();
      case PaymentFailure.BadInvoice bad -> List.of();
      case PaymentFailure.AlreadyPaid paid -> List.of();
    };
  }

  /** {@code NoRoute} becomes {@code no_route}, as the BOLTs write names. */
  private static String name(Object value) {
    return value
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  private List<PaymentOutcome> outcomes() {
    List<PaymentOutcome> outcomes = new ArrayList<>();
    for (Slot slot : slots) {
      CompletableFuture<PaymentOutcome> outcome = slot.outcome;
      if (outcome == null) {
        throw new IllegalStateException("payment " + slot.planned.number() + " was not made");
      }
      outcomes.add(outcome.join());
    }
    return Collections.unmodifiableList(outcomes);
  }

  private List<Optional<Invoice>> invoices() {
    return slots.stream().map(slot -> Optional.ofNullable(slot.invoice)).toList();
  }
}
