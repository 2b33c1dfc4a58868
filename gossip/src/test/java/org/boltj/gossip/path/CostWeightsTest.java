package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a hop is as written, and never falls as an amount grows. */
class CostWeightsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 333, 9_999, 10_000})
  void growsWithFeeAndPenaltyAndDoesNotOverflow(int percent) {
    CostWeights weights = new CostWeights(percent, percent, 1_000_000, 0, 0);
    long before = -1;
    for (long msat = 1; msat > 0; msat *= 2) {
      long cost = weights.hopCost(msat, 144, msat, msat);
      assertThat(cost).isBetween(Math.max(0, before), 3 * CostWeights.CEILING);
      before = cost;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 100, 150, 10_000})
  void aShareIsRoundedDown(int percent) {
    CostWeights weights = new CostWeights(percent, 0, 15, 7, 1_000);
    long fee = 1_234_567L * percent / 100;
    assertThat(weights.hopCost(1_234_567, 40, 99_999_999, 5))
        .isEqualTo(fee + 99_999_999L * 40 * 15 / 1_000_000_000 + 40 * 7 + 1_000);
  }
}
