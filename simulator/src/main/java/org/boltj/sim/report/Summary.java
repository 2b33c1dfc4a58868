package org.boltj.sim.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boltj.sim.workload.PaymentOutcome;
import org.boltj.sim.world.Books;
import org.boltj.sim.world.VirtualTime;
import org.boltj.sim.world.World;

/** The measures of a run. None depends on the machine or on the time it took. */
final class Summary {
  private Summary() {}

  static Measures of(SimulationSettings settings, World world, List<PaymentOutcome> payments) {
    Measures measures = new Measures();
    world(measures, settings, world);
    payments(measures, settings, payments);
    paid(measures, payments.stream().filter(PaymentOutcome::isPaid).toList());
    failures(measures, payments);
    return measures;
  }

  private static void world(Measures measures, SimulationSettings settings, World world) {
    measures
        .whole("seed", settings.seed().value())
        .word("topology", settings.topology())
        .whole("nodes", world.nodes().size())
        .whole("channels", world.plan().channels().size())
        .whole("in_channels_msat", Books.inChannels(world).msat())
        .word("engine", settings.routing().engine().toString())
        .word("scorer", settings.routing().scorer().toString())
        .word("latency", settings.latency().toString())
        .whole("virtual_time_ms", world.time().nowMillis() - VirtualTime.START_MILLIS)
        .whole("messages", world.messages())
        .whole("message_bytes", world.messageBytes());
  }

  private static void payments(
      Measures measures, SimulationSettings settings, List<PaymentOutcome> payments) {
    measures
        .word("amounts", settings.workload().amounts().toString())
        .word("participants", settings.workload().participants().toString())
        .fraction("payments_per_second", settings.workload().perSecond())
        .whole("payments", payments.size())
        .whole("paid", payments.stream().filter(PaymentOutcome::isPaid).count())
        .fraction("success_rate", successRate(payments));
  }

  static double successRate(List<PaymentOutcome> payments) {
    long paid = payments.stream().filter(PaymentOutcome::isPaid).count();
    return payments.isEmpty() ? 0 : (double) paid / payments.size();
  }

  private static void paid(Measures measures, List<PaymentOutcome> paid) {
    Distribution amounts =
        Distribution.of(paid.stream().mapToLong(p -> p.planned().amount().msat()));
    Distribution fees = Distribution.of(paid.stream().mapToLong(PaymentOutcome::feeMsat));
    Distribution hops = Distribution.of(paid.stream().mapToLong(PaymentOutcome::hops));
    Distribution delays = Distribution.of(paid.stream().mapToLong(PaymentOutcome::delayMillis));
    Distribution attempts = Distribution.of(paid.stream().mapToLong(PaymentOutcome::attempts));
    measures
        .whole("amount_paid_msat", amounts.sum())
        .whole("fees_paid_msat", fees.sum())
        .fraction("fees_paid_millionths", share(1e6 * fees.sum(), amounts.sum()))
        .whole("fee_median_msat", fees.quantile(0.5))
        .fraction("hops_mean", hops.mean())
        .whole("hops_max", hops.quantile(1))
        .fraction("attempts_mean", attempts.mean())
        .whole("paid_in_parts", paid.stream().filter(p -> p.parts() > 1).count())
        .whole("delay_median_ms", delays.quantile(0.5))
        .whole("delay_95_percent_ms", delays.quantile(0.95))
        .whole("delay_max_ms", delays.quantile(1));
  }

  private static double share(double part, long whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private static void failures(Measures measures, List<PaymentOutcome> payments) {
    Map<String, Long> kinds = new TreeMap<>();
    for (PaymentOutcome payment : payments) {
      payment.failure().ifPresent(failure -> kinds.merge(failure.kind(), 1L, Long::sum));
    }
    kinds.forEach((kind, count) -> measures.whole("failed_" + kind, count));
  }
}
