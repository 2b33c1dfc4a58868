package org.boltj.sim.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.boltj.payment.InvoiceRecord;
import org.boltj.sim.world.Books;
import org.boltj.sim.world.SimNode;
import org.boltj.sim.world.World;
import org.boltj.store.StoreException;

/**
 * Follows the money over a run of payments. What a node has gained beyond what it was paid and what
 * it paid must be fees: never less than nothing, and for all nodes together what payers say they
 * spent on fees. And what the payer calls paid or failed must be so for the recipient.
 */
final class Ledger {
  private final World world;
  private final long[] before;

  private Ledger(World world) {
    this.world = world;
    this.before = balances(world);
  }

  static Ledger open(World world) {
    return new Ledger(world);
  }

  private static long[] balances(World world) {
    return world.nodes().stream().mapToLong(node -> node.balance().msat()).toArray();
  }

  /**
   * @param invoices for each outcome
   * @throws IllegalStateException when something does not add up
   */
  void close(List<PaymentOutcome> outcomes, List<Optional<Invoice>> invoices) {
    List<String> faults = new ArrayList<>(Books.faults(world));
    checkFees(outcomes, faults);
    for (int i = 0; i < outcomes.size(); i++) {
      checkRecipient(outcomes.get(i), invoices.get(i), faults);
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "the books do not balance: "
              + String.join("; ", faults.subList(0, Math.min(9, faults.size()))));
    }
  }

  private void checkFees(List<PaymentOutcome> outcomes, List<String> faults) {
    long[] earned = balances(world);
    long fees = 0;
    for (int node = 0; node < earned.length; node++) {
      earned[node] -= before[node];
    }
    for (PaymentOutcome outcome : outcomes) {
      if (outcome.isPaid()) {
        long amount = outcome.planned().amount().msat();
        earned[outcome.planned().from()] += amount + outcome.feeMsat();
        earned[outcome.planned().to()] -= amount;
        fees += outcome.feeMsat();
      }
    }
    for (int node = 0; node < earned.length; node++) {
      fees -= earned[node];
      if (earned[node] < 0) {
        faults.add("node " + node + " has lost " + -earned[node] + " msat");
      }
    }
    if (fees != 0) {
      faults.add("payers spent " + fees + " msat more on fees than others earned");
    }
  }

  private void checkRecipient(
      PaymentOutcome outcome, Optional<Invoice> invoice, List<String> faults) {
    SimNode recipient = world.node(outcome.planned().to());
    boolean received =
        invoice
            .flatMap(made -> record(recipient, made))
            .filter(made -> made.status() instanceof InvoiceRecord.Received)
            .isPresent();
    if (received != outcome.isPaid()) {
      MilliSatoshi amount = outcome.planned().amount();
      faults.add(
          "payment %d of %s is %s for the payer and not for the recipient"
              .formatted(outcome.planned().number(), amount, outcome.isPaid() ? "paid" : "failed"));
    }
  }

  private static Optional<InvoiceRecord> record(SimNode node, Invoice invoice) {
    try {
      return node.store().invoice(invoice.paymentHash());
    } catch (StoreException e) {
      throw new IllegalStateException("a store in memory does not fail", e);
    }
  }
}
