package org.boltj.crash;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.node.LightningNode;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;

/** The load: payments to the killed node and through it, and what the payer was told of each. */
final class Payer {
  private static final int IN_FLIGHT = 8;
  private static final long PATIENCE_SECONDS = 60;

  private final LightningNode payer;
  private final PublicKey killed;
  private final LightningNode payee;
  private final AtomicInteger unsettled = new AtomicInteger();
  private final AtomicLong number = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private final Map<PaymentHash, PaymentResult> succeeded = new ConcurrentHashMap<>();
  private volatile boolean paying;
  private volatile Goal goal = new Goal(0, new CompletableFuture<>());
  private volatile CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  Payer(LightningNode payer, PublicKey killed, LightningNode payee) {
    this.payer = payer;
    this.killed = killed;
    this.payee = payee;
  }

  void begin() {
    paying = true;
    idle = new CompletableFuture<>();
    for (int i = unsettled.get(); i < IN_FLIGHT; i++) {
      payNext();
    }
  }

  void end() {
    paying = false;
    if (unsettled.get() == 0) {
      idle.complete(null);
    }
  }

  /** Returns when the payer knows of each payment what became of it. */
  void awaitIdle() throws Exception {
    idle.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns when so many more payments have succeeded. */
  void awaitSome(int count) throws Exception {
    CompletableFuture<Void> enough = new CompletableFuture<>();
    goal = new Goal(succeeded.size() + count, enough);
    enough.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private record Goal(int successes, CompletableFuture<Void> reached) {}

  private void payNext() {
    unsettled.incrementAndGet();
    long next = number.incrementAndGet();
    // One in three is too small for an output, and no amount comes twice.
    MilliSatoshi amount = MilliSatoshi.of((next % 3 == 0 ? 100_000 : 2_000_000) + next);
    CompletableFuture<PaymentResult> payment =
        next % 2 == 0
            ? payer.keysend(killed, amount, PayOptions.DEFAULT)
            : payee
                .createInvoice(amount, "crash")
                .thenCompose(invoice -> payer.pay(invoice.text()));
    payment.whenComplete(this::ended);
  }

  private void ended(PaymentResult result, Throwable failure) {
    if (failure == null) {
      succeeded.put(result.paymentHash(), result);
      if (succeeded.size() >= goal.successes()) {
        goal.reached().complete(null);
      }
    } else {
      failures.incrementAndGet();
    }
    boolean last = unsettled.decrementAndGet() == 0;
    if (paying && failure == null) {
      payNext();
    } else if (last && !paying) {
      idle.complete(null);
    }
  }

  Map<PaymentHash, PaymentResult> succeeded() {
    return succeeded;
  }

  int failures() {
    return failures.get();
  }
}
