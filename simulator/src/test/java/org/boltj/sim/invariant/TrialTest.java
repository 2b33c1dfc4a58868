package org.boltj.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.Witness;
import org.boltj.sim.invariant.Statistics.Count;
import org.junit.jupiter.api.Test;

/** A run is repeated by its seed, and what is planned does happen. */
class TrialTest {
  private static final int PAYMENTS = 20;

  private static List<Bytes> messages(long seed) {
    List<Bytes> messages = new ArrayList<>();
    Scenario scenario = Scenario.draw(seed, PAYMENTS);
    Trial.run(
        scenario,
        FaultPlan.draw(scenario),
        new Witness() {
          @Override
          public void sent(TrialNode node, TrialNode to, Bytes message) {
            messages.add(message);
          }
        });
    return messages;
  }

  @Test
  void equalSeedsGiveEqualMessages() {
    assertThat(messages(7)).isEqualTo(messages(7)).isNotEqualTo(messages(8));
  }

  @Test
  void withoutFaultsMostPaymentsArePaid() {
    Statistics sum = new Statistics();
    for (long seed = 1; seed <= 5; seed++) {
      TrialResult result = Trial.run(Scenario.draw(seed, PAYMENTS), FaultPlan.NONE);
      assertThat(result.violations()).isEmpty();
      sum.add(result.statistics());
    }
    assertThat(sum.get(Count.PAYMENTS)).isEqualTo(5 * PAYMENTS);
    assertThat(sum.get(Count.PAID)).isGreaterThan(2 * PAYMENTS);
    assertThat(sum.get(Count.CRASHES)).isZero();
  }

  @Test
  void whatIsPlannedStrikes() {
    Scenario scenario = Scenario.draw(1, PAYMENTS);
    FaultPlan plan =
        new FaultPlan(
            List.of(
                new Fault.CrashAtWrite(0, 5, Fault.Moment.BEFORE, 1_000),
                new Fault.CrashAtWrite(1, 5, Fault.Moment.AFTER, 1_000),
                new Fault.CrashAtSend(1, 30, 1_000),
                new Fault.Cut(0, 1, 3_000, 2_000),
                new Fault.Reorg(11_000, 3, 50, false),
                new Fault.Eviction(12_000)));
    TrialResult result = Trial.run(scenario, plan);
    assertThat(result.violations()).isEmpty();
    assertThat(result.statistics().get(Count.CRASHES)).isEqualTo(3);
    assertThat(result.statistics().get(Count.REORGS)).isEqualTo(1);
    assertThat(result.statistics().faults()).hasSize(5);
  }

  @Test
  void aPlanIsDrawnFromTheSeedAlone() {
    Scenario scenario = Scenario.draw(42, PAYMENTS);
    assertThat(FaultPlan.draw(scenario)).isEqualTo(FaultPlan.draw(Scenario.draw(42, PAYMENTS)));
    assertThat(FaultPlan.draw(scenario).faults()).hasSizeBetween(2, 13);
  }
}
