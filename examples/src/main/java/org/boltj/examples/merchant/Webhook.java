package org.boltj.examples.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.boltj.node.NodeEvent;
import org.boltj.payment.InvoiceRecord;

/**
 * Tells another server of every invoice that is paid: a POST with the invoice as {@code GET
 * /invoices/{hash}} shows it. Answered by anything but 2xx it is sent again, later each time, for
 * about two minutes; so one payment may be told twice, and the header {@code Idempotency-Key} holds
 * its hash. Nothing of this is stored: who was away for longer looks the invoice up.
 */
final class Webhook implements Flow.Subscriber<NodeEvent>, AutoCloseable {
  private static final int ATTEMPTS = 8;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** More payments than that are not told of at the same time. */
  private static final int MAX_PENDING = 1_000;

  private static final System.Logger LOG = System.getLogger("boltj.merchant");

  private final URI target;
  private final Function<InvoiceRecord, ObjectNode> view;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MAX_PENDING);

  Webhook(URI target, Function<InvoiceRecord, ObjectNode> view) {
    this.target = target;
    this.view = view;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(NodeEvent event) {
    if (event instanceof NodeEvent.PaymentReceived paid && !threads.isShutdown()) {
      if (places.tryAcquire()) {
        threads.execute(() -> tell(paid.invoice()));
      } else {
        LOG.log(System.Logger.Level.WARNING, "too many payments wait to be told of");
      }
    }
  }

  /** On a virtual thread of its own, which may wait as long as it likes. */
  private void tell(InvoiceRecord invoice) {
    try {
      long pause = FIRST_PAUSE_MILLIS;
      for (int attempt = 1; !isTaken(invoice); attempt++) {
        if (attempt == ATTEMPTS) {
          LOG.log(System.Logger.Level.WARNING, "nobody hears of " + invoice.paymentHash());
          return;
        }
        Thread.sleep(pause);
        pause *= 2;
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private boolean isTaken(InvoiceRecord invoice) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", invoice.paymentHash().toString())
            .POST(BodyPublishers.ofString(view.apply(invoice).toString()))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException away) {
      return false;
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
