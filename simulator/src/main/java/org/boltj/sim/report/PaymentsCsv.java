package org.boltj.sim.report;

import java.util.List;
import java.util.StringJoiner;
import org.boltj.sim.workload.PaymentOutcome;

/** One row a payment, in the order in which they were made. */
final class PaymentsCsv {
  static final String HEADER =
      "id,time_ms,from,to,amount_msat,outcome,failure,erring_node,last_error,hops,parts,attempts,"
          + "fee_msat,delay_ms";

  private PaymentsCsv() {}

  static String write(List<PaymentOutcome> payments) {
    StringBuilder out = new StringBuilder(HEADER).append('\n');
    payments.forEach(payment -> out.append(row(payment)).append('\n'));
    return out.toString();
  }

  private static String row(PaymentOutcome payment) {
    StringJoiner row = new StringJoiner(",");
    row.add(String.valueOf(payment.planned().number()));
    row.add(String.valueOf(payment.planned().atMillis()));
    row.add(String.valueOf(payment.planned().from()));
    row.add(String.valueOf(payment.planned().to()));
    row.add(String.valueOf(payment.planned().amount().msat()));
    row.add(payment.isPaid() ? "paid" : "failed");
    row.add(payment.failure().map(PaymentOutcome.Failure::kind).orElse(""));
    row.add(payment.failure().map(PaymentsCsv::erringNode).orElse(""));
    row.add(payment.failure().map(PaymentOutcome.Failure::lastError).orElse(""));
    row.add(String.valueOf(payment.hops()));
    row.add(String.valueOf(payment.parts()));
    row.add(String.valueOf(payment.attempts()));
    row.add(String.valueOf(payment.feeMsat()));
    row.add(String.valueOf(payment.delayMillis()));
    return row.toString();
  }

  private static String erringNode(PaymentOutcome.Failure failure) {
    return failure.erringNode().isPresent() ? String.valueOf(failure.erringNode().getAsInt()) : "";
  }
}
