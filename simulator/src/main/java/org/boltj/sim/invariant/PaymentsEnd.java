package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.PaymentHash;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;

/** Every payment ends, as paid by the payer and received by the recipient, or as neither. */
final class PaymentsEnd extends Invariant {
  private final Account account;

  PaymentsEnd(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  @Override
  public void ended(TrialWorld world) {
    Map<PaymentHash, PaymentRecord> paid = new HashMap<>();
    for (TrialNode payer : world.nodes()) {
      for (PaymentRecord payment : account.of(payer).payments()) {
        if (payment.status() instanceof PaymentRecord.Succeeded) {
          paid.put(payment.paymentHash(), payment);
        }
        if (world.isHonest(payer)) {
          checkPayer(payer, payment);
        }
      }
    }
    for (TrialNode payee : world.nodes()) {
      for (InvoiceRecord invoice : account.of(payee).invoices().values()) {
        checkPayee(payee, invoice, paid);
      }
    }
  }

  private void checkPayer(TrialNode payer, PaymentRecord payment) {
    if (payment.isPending() || payment.hasPartsInFlight()) {
      violated(payer + " has no end of its payment " + payment);
    }
    if (payment.status() instanceof PaymentRecord.Succeeded) {
      TrialNode payee = world().node(payment.recipient());
      InvoiceRecord invoice = account.of(payee).invoices().get(payment.paymentHash());
      boolean received = invoice != null && invoice.status() instanceof InvoiceRecord.Received;
      if (!received && world().isHonest(payee)) {
        violated("%s has paid what %s did not receive: %s".formatted(payer, payee, payment));
      }
      if (claimedMsat(payment) != payment.amount().msat() && world().isHonest(payee)) {
        violated("%s has paid %d msat for %s".formatted(payer, claimedMsat(payment), payment));
      }
    }
  }

  private static long claimedMsat(PaymentRecord payment) {
    return payment.parts().stream()
        .filter(part -> part.state() == PartRecord.State.FULFILLED)
        .mapToLong(part -> part.route().amount().msat())
        .sum();
  }

  /**
   * Of an HTLC without an output nothing is left when its channel goes to the chain: the recipient
   * of one that was on its way back may keep what the payer gets back too (BOLT 3, "Trimmed
   * Outputs").
   */
  private boolean isDust(InvoiceRecord invoice) {
    return world().nodes().stream()
        .flatMap(node -> account.of(node).payments().stream())
        .filter(payment -> payment.paymentHash().equals(invoice.paymentHash()))
        .flatMap(payment -> payment.parts().stream())
        .anyMatch(part -> part.route().amount().msat() < Dust.MOST_MSAT);
  }

  private void checkPayee(
      TrialNode payee, InvoiceRecord invoice, Map<PaymentHash, PaymentRecord> paid) {
    boolean all = world().nodes().stream().allMatch(world()::isHonest);
    boolean received = invoice.status() instanceof InvoiceRecord.Received && !isDust(invoice);
    if (received && all && !paid.containsKey(invoice.paymentHash())) {
      violated("%s has received what nobody paid: %s".formatted(payee, invoice.paymentHash()));
    }
  }
}
