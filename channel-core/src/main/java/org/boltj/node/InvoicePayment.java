package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.gossip.path.HintHop;
import org.boltj.invoice.Invoice;
import org.boltj.invoice.RouteHint;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRequest;
import org.boltj.updates.Outcome;

/** From an invoice, or an amount and a node, to what is to be paid. */
record InvoicePayment(PaymentRequest request, List<HintHop> hints) {
  private static final CltvExpiryDelta KEYSEND_EXPIRY_DELTA = new CltvExpiryDelta(24);
  private static final String NOTHING_TO_PAY = "nothing to pay";

  InvoicePayment {
    hints = List.copyOf(hints);
  }

  /** What the invoice asks for, or why it cannot be paid (BOLT 11, requirements of the payer). */
  static Outcome<InvoicePayment, PaymentFailure> of(
      Invoice invoice, PayOptions options, Network network, long nowSeconds) {
    Optional<String> problem = problem(invoice, options, network, nowSeconds);
    if (problem.isPresent()) {
      return Outcome.failed(new PaymentFailure.BadInvoice(problem.get()));
    }
    MilliSatoshi amount = options.amount().or(invoice::amount).orElseThrow();
    PaymentRequest request =
        new PaymentRequest(
            invoice.paymentHash(),
            invoice.payee(),
            amount,
            invoice.minFinalCltvExpiryDelta(),
            Optional.of(invoice.paymentSecret()),
            invoice.paymentMetadata(),
            Optional.empty(),
            invoice.text(),
            options.feeLimitFor(amount),
            invoice.allowsMultiPart() ? options.maxParts() : 1,
            options.timeout().toMillis());
    return Outcome.ok(new InvoicePayment(request, hints(invoice)));
  }

  private static Optional<String> problem(
      Invoice invoice, PayOptions options, Network network, long nowSeconds) {
    if (invoice.network() != network) {
      return Optional.of("the invoice is for " + invoice.network() + ", not for " + network);
    }
    if (invoice.isExpired(nowSeconds)) {
      return Optional.of("the invoice has expired");
    }
    if (!invoice.unknownRequiredFeatures().isEmpty()
        || !invoice.featuresWithMissingDependencies().isEmpty()) {
      return Optional.of(
          "the invoice requires features that are not known here: " + invoice.features());
    }
    return amountProblem(invoice.amount(), options.amount());
  }

  private static Optional<String> amountProblem(
      Optional<MilliSatoshi> asked, Optional<MilliSatoshi> chosen) {
    if (asked.isEmpty() && chosen.isEmpty()) {
      return Optional.of("the invoice names no amount: choose one in the options");
    }
    if (asked.isPresent() && chosen.isPresent()) {
      boolean tooLittle = chosen.get().isLessThan(asked.get());
      boolean tooMuch = chosen.get().msat() / 2 > asked.get().msat();
      if (tooLittle || tooMuch) {
        return Optional.of("the invoice asks for " + asked.get() + ", not for " + chosen.get());
      }
    }
    return chosen.or(() -> asked).filter(MilliSatoshi::isZero).map(zero -> NOTHING_TO_PAY);
  }

  private static List<HintHop> hints(Invoice invoice) {
    List<HintHop> hints = new ArrayList<>();
    for (RouteHint hint : invoice.routeHints()) {
      for (int i = 0; i < hint.hops().size(); i++) {
        RouteHint.Hop hop = hint.hops().get(i);
        boolean last = i == hint.hops().size() - 1;
        PublicKey to = last ? invoice.payee() : hint.hops().get(i + 1).nodeId();
        hints.add(
            HintHop.of(
                hop.nodeId(),
                hop.shortChannelId(),
                to,
                hop.feeBaseMsat().msat(),
                hop.feeProportionalMillionths(),
                hop.cltvExpiryDelta()));
      }
    }
    return hints;
  }

  /** A payment without an invoice: we choose the preimage (bLIP 3). */
  static Outcome<InvoicePayment, PaymentFailure> keysend(
      PublicKey recipient, MilliSatoshi amount, PaymentPreimage preimage, PayOptions options) {
    PaymentHash hash = new PaymentHash(Hash.sha256(preimage.value()));
    return withoutInvoice(recipient, amount, hash, Optional.of(preimage), options.withMaxParts(1));
  }

  /** What is asked about a node, but not paid: it has no hash yet. */
  static Outcome<InvoicePayment, PaymentFailure> to(
      PublicKey recipient, MilliSatoshi amount, PayOptions options) {
    return withoutInvoice(
        recipient, amount, new PaymentHash(Bytes.zeros(32)), Optional.empty(), options);
  }

  private static Outcome<InvoicePayment, PaymentFailure> withoutInvoice(
      PublicKey recipient,
      MilliSatoshi amount,
      PaymentHash hash,
      Optional<PaymentPreimage> preimage,
      PayOptions options) {
    if (amount.isZero()) {
      return Outcome.failed(new PaymentFailure.BadInvoice(NOTHING_TO_PAY));
    }
    PaymentRequest request =
        new PaymentRequest(
            hash,
            recipient,
            amount,
            KEYSEND_EXPIRY_DELTA,
            Optional.empty(),
            Optional.empty(),
            preimage,
            "",
            options.feeLimitFor(amount),
            options.maxParts(),
            options.timeout().toMillis());
    return Outcome.ok(new InvoicePayment(request, List.of()));
  }
}
