package org.boltj.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;
import org.junit.jupiter.api.Test;

/** Runs that have broken an invariant once, with what was wrong. */
class FoundSeedsTest {
  private static void holds(long seed, int payments, Fault... faults) {
    TrialResult result =
        Trial.run(Scenario.draw(seed, payments), new FaultPlan(List.of(faults)));
    assertThat(result.violations()).isEmpty();
  }

  /** An HTLC output of an old revoked commitment stayed unclaimed until the cheater moved. */
  @Test
  void htlcOfAnOldRevokedCommitment() {
    holds(12, 50, new Fault.Cheat(2, 6_990, 31_995));
  }
}
