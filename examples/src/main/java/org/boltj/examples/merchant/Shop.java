package org.boltj.examples.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.boltj.base.PaymentHash;
import org.boltj.node.LightningException;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentFailure;
import org.jspecify.annotations.Nullable;

/** What a shop does with its node, and, so that one can see it work, a customer with theirs. */
final class Shop {
  /** A payment may take its time. */
  private static final long NODE_TIMEOUT_SECONDS = 70;

  private final LightningNode merchant;
  private final LightningNode customer;
  private final InstantSource clock;

  Shop(LightningNode merchant, LightningNode customer, InstantSource clock) {
    this.merchant = merchant;
    this.customer = customer;
    this.clock = clock;
  }

  Flow.Publisher<NodeEvent> events() {
    return merchant.events();
  }

  InvoiceRecord create(InvoiceOrder order) throws HttpProblem, InterruptedException {
    return find(answer(merchant.createInvoice(order.amount(), order.description())).paymentHash());
  }

  /** The invoice with that hash, as it stands now. */
  InvoiceRecord find(PaymentHash hash) throws HttpProblem, InterruptedException {
    Optional<InvoiceRecord> found = answer(merchant.invoice(hash));
    return found.orElseThrow(() -> HttpProblem.notFound("there is no invoice " + hash));
  }

  ObjectNode view(InvoiceRecord invoice) {
    return InvoiceView.of(invoice, clock.instant().getEpochSecond());
  }

  /** Whether nothing will change any more. */
  boolean isFinal(InvoiceRecord invoice) {
    return InvoiceView.isFinal(invoice, clock.instant().getEpochSecond());
  }

  /** The customer pays. */
  ObjectNode pay(String bolt11) throws HttpProblem, InterruptedException {
    PaymentResult paid = answer(customer.pay(bolt11));
    return HttpCall.JSON
        .createObjectNode()
        .put("payment_hash", paid.paymentHash().toString())
        .put("preimage", paid.paymentPreimage().value().toHex())
        .put("amount_msat", paid.amount().msat())
        .put("fee_msat", paid.fee().msat());
  }

  private static <T> T answer(CompletableFuture<T> future)
      throws HttpProblem, InterruptedException {
    try {
      return future.get(NODE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw HttpProblem.busy("the node takes too long to answer");
    } catch (ExecutionException e) {
      throw problem(e.getCause());
    }
  }

  private static HttpProblem problem(@Nullable Throwable cause) {
    if (!(cause instanceof LightningException failure)) {
      throw new IllegalStateException(cause);
    }
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case LightningException.PaymentFailed e ->
          e.failure() instanceof PaymentFailure.BadInvoice
              ? HttpProblem.badRequest("bolt11 is not an invoice to pay here: " + message)
              : HttpProblem.paymentFailed(message);
      case LightningException.InvalidRequest e -> HttpProblem.badRequest(message);
      case LightningException.OpenFailed e -> HttpProblem.busy(message);
      case LightningException.ReserveTooLow e -> HttpProblem.busy(message);
      case LightningException.CommandRefused e -> HttpProblem.busy(message);
      case LightningException.UnknownChannel e -> HttpProblem.busy(message);
      case LightningException.PeerUnavailable e -> HttpProblem.busy(message);
      case LightningException.NodeStopped e -> HttpProblem.busy(message);
      case LightningException.BugFound e -> throw e;
    };
  }
}
