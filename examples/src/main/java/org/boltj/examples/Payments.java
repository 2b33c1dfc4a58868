package org.boltj.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.boltj.base.Satoshi;
import org.boltj.invoice.Invoice;
import org.boltj.node.LightningException;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentAttempt;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentHop;
import org.boltj.payment.PaymentRecord;
import org.boltj.payment.PaymentRoute;

/** Makes the payments of the demo, tells how they went, and counts. */
final class Payments {
  private final Town town;
  private final Deadline deadline;
  private final Timeline timeline;
  private int paid;
  private int failed;
  private int hops;
  private int parts;
  private long feesMsat;

  Payments(Town town, Deadline deadline, Timeline timeline) {
    this.town = town;
    this.deadline = deadline;
    this.timeline = timeline;
  }

  int paid() {
    return paid;
  }

  int failed() {
    return failed;
  }

  /** Of the longest route so far. */
  int hops() {
    return hops;
  }

  /** Of the payment with the most parts so far. */
  int parts() {
    return parts;
  }

  /** Sum of what payers paid to the nodes between. */
  long feesMsat() {
    return feesMsat;
  }

  /** One pays the invoice of another. */
  void pay(Party payer, Party payee, Satoshi amount, String description)
      throws InterruptedException {
    Invoice invoice = invoice(payee, amount, description);
    PaymentResult result =
        deadline.await(
            payer + " pays " + payee, payer.node().pay(invoice.text(), PayOptions.DEFAULT));
    timeline.say(
        "paid: %s arrived, %s fee, %d part(s); proof of payment %s...",
        Amounts.text(result.amount()),
        Amounts.text(result.fee()),
        result.parts(),
        result.paymentPreimage().value().toHex().substring(0, 16));
    List<PaymentRoute> routes = routes(payer, invoice);
    routes.forEach(route -> tell(payer, route));
    paid++;
    parts = Math.max(parts, result.parts());
    hops = Math.max(hops, routes.stream().mapToInt(route -> route.hops().size()).max().orElse(0));
    feesMsat += result.fee().msat();
  }

  /** One tries to pay the invoice of another over one route, and cannot. */
  PaymentFailure fail(Party payer, Party payee, Satoshi amount, String description)
      throws InterruptedException {
    Invoice invoice = invoice(payee, amount, description);
    CompletableFuture<PaymentResult> answer =
        payer.node().pay(invoice.text(), PayOptions.DEFAULT.withMaxParts(1));
    PaymentFailure failure =
        deadline.await(payer + " fails to pay " + payee, answer.handle(Payments::failureOf));
    failed++;
    timeline.say("failed, as it should: %s", failure.text());
    attempts(failure).forEach(attempt -> tell(payer, attempt));
    return failure;
  }

  private static PaymentFailure failureOf(PaymentResult paid, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof LightningException.PaymentFailed failed) {
        return failed.failure();
      }
    }
    throw new DemoFailure("this payment should have failed, but: " + paid, error);
  }

  private Invoice invoice(Party payee, Satoshi amount, String description)
      throws InterruptedException {
    Invoice invoice =
        deadline.await(
            payee + " makes an invoice",
            payee.node().createInvoice(amount.toMilliSatoshi(), description));
    timeline.say(
        "%s asks for %s: %s...", payee, Amounts.text(amount), invoice.text().substring(0, 40));
    return invoice;
  }

  /** The preimage comes back with the first part; the others follow. */
  private List<PaymentRoute> routes(Party payer, Invoice invoice) throws InterruptedException {
    deadline.await(
        "the other parts of what " + payer + " has paid",
        () -> records(payer, invoice).noneMatch(PaymentRecord::hasPartsInFlight));
    return records(payer, invoice)
        .flatMap(record -> record.parts().stream())
        .filter(part -> part.state() == PartRecord.State.FULFILLED)
        .map(PartRecord::route)
        .toList();
  }

  private static Stream<PaymentRecord> records(Party payer, Invoice invoice) {
    return payer.node().payments(0, 10).join().stream()
        .filter(record -> record.paymentHash().equals(invoice.paymentHash()));
  }

  /** The attempts that a failure tells of, first to last. */
  static List<PaymentAttempt> attempts(PaymentFailure failure) {
    return switch (failure) {
      case PaymentFailure.NoRoute f -> f.attempts();
      case PaymentFailure.RejectedByRecipient f -> f.attempts();
      case PaymentFailure.TimedOut f -> f.attempts();
      case PaymentFailure.Interrupted f -> f.attempts();
      case PaymentFailure.InsufficientBalance f -> List.of();
      case PaymentFailure.BadInvoice f -> List.of();
      case PaymentFailure.AlreadyPaid f -> List.of();
    };
  }

  private void tell(Party payer, PaymentAttempt attempt) {
    timeline.detail(
        "%s: %s answered %s",
        path(payer, attempt.route()),
        attempt.erringNode().map(town::name).orElse("nobody"),
        attempt.failure().map(Payments::reason).orElse(attempt.reason()));
  }

  /** The name of BOLT 4, with its code. */
  private static String reason(FailureMessage failure) {
    String name = failure.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1");
    return String.format("%s (0x%04x)", name.toLowerCase(Locale.ROOT), failure.code());
  }

  private void tell(Party payer, PaymentRoute route) {
    timeline.detail("%s: %s", path(payer, route), Amounts.text(route.amount()));
    for (int i = 0; i + 1 < route.hops().size(); i++) {
      PaymentHop in = route.hops().get(i);
      PaymentHop out = route.hops().get(i + 1);
      timeline.detail(
          "  %s forwards %s over %s and keeps %s",
          town.name(in.nodeId()),
          Amounts.text(out.amount()),
          out.shortChannelId(),
          Amounts.text(in.amount().minus(out.amount())));
    }
  }

  private String path(Party payer, PaymentRoute route) {
    List<String> names = new ArrayList<>(List.of(payer.name()));
    route.hops().forEach(hop -> names.add(town.name(hop.nodeId())));
    return String.join(" -> ", names);
  }
}
