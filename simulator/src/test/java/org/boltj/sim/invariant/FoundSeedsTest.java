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
    TrialResult result = Trial.run(Scenario.draw(seed, payments), new FaultPlan(List.of(faults)));
    assertThat(result.violations()).isEmpty();
  }

  /** An HTLC output of an old revoked commitment stayed unclaimed until the cheater moved. */
  @Test
  void htlcOfAnOldRevokedCommitment() {
    holds(
        12,
        50,
        new Fault.FeeSpike(25_105, 5_834, 74),
        new Fault.CrashAtWrite(3, 53, Fault.Moment.BEFORE, 15_509),
        new Fault.SlowDisk(4, 28_096, 832, 1_116),
        new Fault.FeeSpike(14_527, 16_938, 341),
        new Fault.Cut(3, 2, 27_166, 564),
        new Fault.Cheat(2, 6_990, 31_995));
  }

  /** In a fee spike, an HTLC that was fulfilled a moment ago closed its channel by force. */
  @Test
  void fulfilledInAFeeSpike() {
    holds(
        51,
        50,
        new Fault.CrashAtWrite(3, 15, Fault.Moment.AFTER, 3_355),
        new Fault.FeeSpike(16_641, 41_913, 276),
        new Fault.ChainAway(0, 15_074, 9_000),
        new Fault.SlowDisk(1, 21_650, 362, 1_620),
        new Fault.CrashAtWrite(1, 115, Fault.Moment.BEFORE, 2_418));
  }

  /** Nobody published again the funding transaction of a channel that was closing already. */
  @Test
  void fundingOfAClosingChannelIsForgotten() {
    holds(89, 2, new Fault.Closure(4, true, true, 577), new Fault.Reorg(4_315, 6, 54, true));
  }
}
