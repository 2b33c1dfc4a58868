package org.boltj.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.node.PayOptions;
import org.boltj.sim.workload.Amounts;
import org.boltj.sim.workload.Participants;
import org.boltj.sim.workload.PaymentOutcome;
import org.boltj.sim.workload.Workload;
import org.boltj.sim.world.CapacityRange;
import org.boltj.sim.world.Progress;
import org.junit.jupiter.api.Test;

/** Each run also checks itself: money, HTLCs, and that payer and recipient agree. */
class SimulationTest {
  private static final SimulationSettings SMALL =
      SimulationSettings.DEFAULT.withNodes(8).withChannelsPerNode(4).withPayments(40);

  private static SimulationResult run(SimulationSettings settings) {
    return Simulation.run(settings, Progress.NONE);
  }

  @Test
  void equalSeedsGiveEqualFilesAndOthersDoNot() throws Exception {
    ResultFiles first = ResultFiles.withChart(run(SMALL.withSeed(7)));
    ResultFiles again = ResultFiles.withChart(run(SMALL.withSeed(7)));
    ResultFiles other = ResultFiles.withChart(run(SMALL.withSeed(8)));

    assertThat(again.sha256()).isEqualTo(first.sha256());
    assertThat(again.sums()).isEqualTo(first.sums());
    assertThat(other.sha256()).isNotEqualTo(first.sha256());
  }

  @Test
  void mostPaymentsSucceedWhereChannelsAreLarge() {
    SimulationResult result = run(SMALL);
    assertThat(result.payments()).hasSize(40);
    assertThat(result.successRate()).isGreaterThan(0.9);
    assertThat(result.paymentsCsv().lines()).hasSize(41).startsWith(PaymentsCsv.HEADER);
  }

  @Test
  void gossipReachesTheLeavesOfATree() {
    SimulationResult result = run(SMALL.withNodes(14).withChannelsPerNode(2).withPayments(10));
    assertThat(result.payments()).allMatch(payment -> payment.hops() > 0);
  }

  @Test
  void largePaymentsDrainSmallChannelsAndSomeFailWithTheirReason() {
    Workload large = new Workload(60, 20, new Amounts.Fixed(40_000), Participants.UNIFORM);
    SimulationResult result =
        run(
            SMALL
                .withCapacities(new CapacityRange(100_000, 100_000))
                .withPay(PayOptions.DEFAULT.withMaxParts(1))
                .withWorkload(large));
    assertThat(result.successRate()).isBetween(0.05, 0.95);
    assertThat(result.payments())
        .filteredOn(payment -> !payment.isPaid())
        .allMatch(payment -> !payment.failure().orElseThrow().kind().isEmpty())
        .anyMatch(
            payment ->
                payment.failure().orElseThrow().lastError().equals("temporary_channel_failure"));
  }

  @Test
  void partsPayWhatOneRouteCannot() {
    Workload large = new Workload(40, 1, new Amounts.Fixed(110_000), Participants.BY_DEGREE);
    SimulationResult result =
        run(SMALL.withCapacities(new CapacityRange(200_000, 200_000)).withWorkload(large));
    assertThat(result.payments())
        .filteredOn(PaymentOutcome::isPaid)
        .anyMatch(payment -> payment.parts() > 1);
  }
}
