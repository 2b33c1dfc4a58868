package org.boltj.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.node.LightningNode;
import org.boltj.node.PaymentResult;

/** Pays invoices with a fixed number of payments in flight. */
final class PaymentLoad {
  private final LightningNode payer;
  private final List<String> invoices;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unsettled;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private PaymentLoad(LightningNode payer, List<String> invoices) {
    this.payer = payer;
    this.invoices = invoices;
    this.unsettled = new AtomicInteger(invoices.size());
  }

  /** Pays them all; fails with the first payment that fails. */
  static double seconds(LightningNode payer, List<String> invoices, int inFlight) throws Exception {
    PaymentLoad load = new PaymentLoad(payer, invoices);
    long start = System.nanoTime();
    for (int i = 0; i < inFlight; i++) {
      load.payNext();
    }
    load.done.get(120, TimeUnit.SECONDS);
    return (System.nanoTime() - start) / 1e9;
  }

  private void payNext() {
    int number = next.getAndIncrement();
    if (number < invoices.size()) {
      payer.pay(invoices.get(number)).whenComplete(this::ended);
    }
  }

  private void ended(PaymentResult result, Throwable failure) {
    if (failure != null) {
      done.completeExceptionally(failure);
    } else if (unsettled.decrementAndGet() == 0) {
      done.complete(null);
    } else {
      payNext();
    }
  }
}
