package org.boltj.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Worlds in which much goes wrong, and no invariant is broken. A seed that fails here is repeated
 * by {@code exec:exec@break -Dbreak.args="--seed N --payments 50 --shrink"}, which prints a test
 * for {@link FoundSeedsTest}.
 */
class TwoHundredSeedsTest {
  private static final int SEEDS = 200;
  private static final int SEEDS_OF_A_TEST = 10;
  private static final int PAYMENTS = 50;

  @TestFactory
  Stream<DynamicTest> everyInvariantHolds() {
    return LongStream.range(0, SEEDS / SEEDS_OF_A_TEST)
        .map(group -> group * SEEDS_OF_A_TEST + 1)
        .mapToObj(
            first ->
                DynamicTest.dynamicTest(
                    "seeds " + first + " to " + (first + SEEDS_OF_A_TEST - 1), () -> run(first)));
  }

  private static void run(long first) {
    for (long seed = first; seed < first + SEEDS_OF_A_TEST; seed++) {
      Scenario scenario = Scenario.draw(seed, PAYMENTS);
      TrialResult result = Trial.run(scenario, FaultPlan.draw(scenario));
      assertThat(result.violations()).as("seed %d", seed).isEmpty();
    }
  }
}
