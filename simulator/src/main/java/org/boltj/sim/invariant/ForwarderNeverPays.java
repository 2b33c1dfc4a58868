package org.boltj.sim.invariant;

import java.util.List;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PartRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.sim.fault.FundingPlan;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;

/**
 * An honest node ends with what it had, what it received and less what it paid itself: forwarding
 * never costs it anything, on the chain or off it, but for the fees of the chain.
 */
final class ForwarderNeverPays extends Invariant {
  /** Closing a channel rounds down to whole satoshis, for each output. */
  private static final long ROUNDING_MSAT = 1_000;

  private final Account account;

  ForwarderNeverPays(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  @Override
  public void ended(TrialWorld world) {
    Aftermath aftermath = Aftermath.of(world, account);
    Costs costs = Costs.of(world, aftermath, account.fundings());
    for (TrialNode node : world.nodes()) {
      if (world.isHonest(node)) {
        check(node, costs.sat(node));
      }
    }
  }

  private void check(TrialNode node, long costsSat) {
    Account.Books books = account.of(node);
    long expected = node.funded().toMilliSatoshi().msat() + pushed(node);
    long received =
        books.invoices().values().stream().mapToLong(ForwarderNeverPays::received).sum();
    long paid = books.payments().stream().mapToLong(ForwarderNeverPays::paid).sum();
    long anchors = books.channels().values().stream().mapToLong(Costs::anchorsSat).sum() * 1_000;
    long allowed = costsSat * 1_000 + anchors + ROUNDING_MSAT * books.channels().size();
    long has = node.wallet().balance().toMilliSatoshi().msat();
    if (has + allowed < expected + received - paid) {
      violated(
          "%s has %d msat: it had %d, received %d, paid %d, and the chain may have cost it %d; %d are missing"
              .formatted(
                  node,
                  has,
                  expected,
                  received,
                  paid,
                  allowed,
                  expected + received - paid - has - allowed));
    }
  }

  private long pushed(TrialNode node) {
    long msat = 0;
    for (FundingPlan plan : world().scenario().channels()) {
      if (plan.opener() == node.number()) {
        msat -= plan.push().msat();
      }
      if (plan.accepter() == node.number()) {
        msat += plan.push().msat();
      }
    }
    return msat;
  }

  private static long received(InvoiceRecord invoice) {
    return invoice.status() instanceof InvoiceRecord.Received received
        ? received.amount().msat()
        : 0;
  }

  private static long paid(PaymentRecord payment) {
    List<PartRecord> parts = payment.parts();
    return parts.stream()
        .filter(part -> part.state() != PartRecord.State.FAILED)
        .mapToLong(part -> part.route().amount().plus(part.route().fee()).msat())
        .sum();
  }
}
