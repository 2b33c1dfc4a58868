package org.boltj.node;

import static java.util.Objects.requireNonNull;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.invoice.Invoice;
import org.boltj.payment.PaymentFailure;
import org.boltj.port.Entropy;
import org.boltj.updates.Outcome;

/** Whom to reach, with how much and within which limits, before anything is paid. */
public final class PaymentQuery {
  private final Question question;

  /** What would be paid, or why it cannot be. */
  private interface Question {
    Outcome<InvoicePayment, PaymentFailure> ask(Network network, long nowSeconds);
  }

  private PaymentQuery(Question question) {
    this.question = question;
  }

  /** As {@link LightningNode#pay(Invoice, PayOptions)} would pay it. */
  public static PaymentQuery of(Invoice invoice, PayOptions options) {
    requireNonNull(invoice, "invoice");
    requireNonNull(options, "options");
    return new PaymentQuery((network, now) -> InvoicePayment.of(invoice, options, network, now));
  }

  /**
   * A node that has made no invoice, over as many routes as the options allow.
   *
   * @param amount that is to arrive, msat
   */
  public static PaymentQuery of(PublicKey recipient, MilliSatoshi amount, PayOptions options) {
    requireNonNull(recipient, "recipient");
    requireNonNull(amount, "amount");
    requireNonNull(options, "options");
    return new PaymentQuery((network, now) -> InvoicePayment.to(recipient, amount, options));
  }

  /** A payment without an invoice. */
  static PaymentQuery keysend(
      PublicKey recipient, MilliSatoshi amount, Entropy entropy, PayOptions options) {
    requireNonNull(recipient, "recipient");
    requireNonNull(amount, "amount");
    requireNonNull(options, "options");
    PaymentPreimage preimage = new PaymentPreimage(entropy.next(32));
    return new PaymentQuery(
        (network, now) -> InvoicePayment.keysend(recipient, amount, preimage, options));
  }

  Outcome<InvoicePayment, PaymentFailure> ask(Network network, long nowSeconds) {
    return question.ask(network, nowSeconds);
  }
}
