package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.invoice.Invoice;
import org.boltj.invoice.InvoiceDescription;
import org.boltj.node.LightningNode;
import org.boltj.node.PayOptions;

/** Makes the payments of a scenario. What becomes of them is in the stores. */
public final class Spending {
  private static final long RETRY_MILLIS = 1_000;
  private static final int MOST_TRIES = 30;

  private final TrialWorld world;
  private final Map<PaymentHash, PaymentPlan> begun = new LinkedHashMap<>();
  private final List<PaymentPlan> notMade = new ArrayList<>();

  public Spending(TrialWorld world) {
    this.world = world;
  }

  /** Plans all payments, the first for now. */
  public void plan() {
    for (PaymentPlan payment : world.scenario().payments()) {
      world.time().after(payment.atMillis(), () -> begin(payment, MOST_TRIES));
    }
  }

  /** Waits while payer or recipient are down. */
  private void begin(PaymentPlan payment, int tries) {
    TrialNode to = world.node(payment.to());
    TrialNode from = world.node(payment.from());
    Optional<LightningNode> payer = from.isGone() ? Optional.empty() : from.lightning();
    Optional<LightningNode> payee = to.isGone() ? Optional.empty() : to.lightning();
    if (payer.isPresent() && payee.isPresent()) {
      make(payment, payer.get(), payee.get());
    } else if (tries > 0) {
      world.time().after(RETRY_MILLIS, () -> begin(payment, tries - 1));
    } else {
      notMade.add(payment);
    }
  }

  private void make(PaymentPlan payment, LightningNode payer, LightningNode payee) {
    switch (payment.kind()) {
      case KEYSEND -> payer.keysend(payee.nodeId(), payment.amount(), PayOptions.DEFAULT);
      case UNKNOWN_HASH -> pay(payment, payer, forgotten(payment));
      case INVOICE ->
          payee
              .createInvoice(payment.amount(), "payment " + payment.number())
              .thenAccept(invoice -> pay(payment, payer, invoice));
    }
  }

  private void pay(PaymentPlan payment, LightningNode payer, Invoice invoice) {
    begun.put(invoice.paymentHash(), payment);
    payer.pay(invoice, PayOptions.DEFAULT);
  }

  /** An invoice that the recipient has signed and not kept. */
  private Invoice forgotten(PaymentPlan payment) {
    TrialNode to = world.node(payment.to());
    return Invoice.builder(
            Network.REGTEST,
            new PaymentHash(world.scenario().seed().bytes("unknown hash", payment.number())),
            new PaymentSecret(world.scenario().seed().bytes("secret", payment.number())),
            new InvoiceDescription.Text("forgotten"),
            to.nowMillis() / 1000)
        .amount(payment.amount())
        .sign(hash -> to.keys().nodeSigner().signInvoice(hash));
  }

  /** The payments that were begun, by the hash that the payer knows. */
  public Map<PaymentHash, PaymentPlan> begun() {
    return Map.copyOf(begun);
  }

  /** Those that were not, because a node was down for too long. */
  public List<PaymentPlan> notMade() {
    return List.copyOf(notMade);
  }
}
