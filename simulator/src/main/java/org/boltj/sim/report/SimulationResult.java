package org.boltj.sim.report;

import java.util.List;
import org.boltj.sim.workload.PaymentOutcome;
import org.boltj.sim.world.World;

/** What came out of a simulation whose books balanced. */
public final class SimulationResult {
  private final List<PaymentOutcome> payments;
  private final Measures measures;

  private SimulationResult(List<PaymentOutcome> payments, Measures measures) {
    this.payments = payments;
    this.measures = measures;
  }

  static SimulationResult of(
      SimulationSettings settings, World world, List<PaymentOutcome> payments) {
    return new SimulationResult(payments, Summary.of(settings, world, payments));
  }

  /** In the order of their times. */
  public List<PaymentOutcome> payments() {
    return payments;
  }

  /** Share of the payments that were paid, 0 to 1; 0 when none was made. */
  public double successRate() {
    return Summary.successRate(payments);
  }

  /** One row a payment, with a header. */
  public String paymentsCsv() {
    return PaymentsCsv.write(payments);
  }

  /** Measure and value, with a header. */
  public String summaryCsv() {
    return measures.toCsv();
  }

  /** The same as one JSON object. */
  public String summaryJson() {
    return measures.toJson();
  }

  /** The same for a person. */
  public String summaryText() {
    return measures.toText();
  }
}
