package org.boltj.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.Topology;
import org.boltj.sim.world.TopologyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  private static final Topology STAR =
      TopologyKind.parse("star").create(11, 1, new Seed(1).random("topology"));

  private static List<PlannedPayment> plan(Participants participants, Amounts amounts, long seed) {
    return new Workload(10_000, 10, amounts, participants).plan(new Seed(seed), STAR);
  }

  @Test
  void paymentsComeInOrderAndAsOftenAsTheRateSays() {
    List<PlannedPayment> planned = plan(Participants.UNIFORM, new Amounts.Fixed(5), 1);
    assertThat(planned).hasSize(10_000);
    assertThat(planned).extracting(PlannedPayment::atMillis).isSorted();
    assertThat(planned.get(9_999).atMillis()).isBetween(960_000L, 1_040_000L);
    assertThat(planned).allMatch(payment -> payment.from() != payment.to());
    assertThat(planned).allMatch(payment -> payment.amount().msat() == 5_000);
  }

  @Test
  void theyComeFromTheSeedAlone() {
    Amounts amounts = new Amounts.LogNormal(100, 1);
    assertThat(plan(Participants.UNIFORM, amounts, 1))
        .isEqualTo(plan(Participants.UNIFORM, amounts, 1))
        .isNotEqualTo(plan(Participants.UNIFORM, amounts, 2));
  }

  @Test
  void nodesTakePartEvenlyOrByTheirChannels() {
    Amounts amounts = new Amounts.Fixed(1);
    // The middle of the star has 10 of the 20 ends of channels.
    assertThat(fromMiddle(plan(Participants.UNIFORM, amounts, 1))).isBetween(800L, 1_020L);
    assertThat(fromMiddle(plan(Participants.BY_DEGREE, amounts, 1))).isBetween(4_800L, 5_200L);
  }

  private static long fromMiddle(List<PlannedPayment> planned) {
    return planned.stream().filter(payment -> payment.from() == 0).count();
  }

  @Test
  void logNormalAmountsHaveTheirMedianAndSpread() {
    List<Long> sorted =
        plan(Participants.UNIFORM, new Amounts.LogNormal(10_000, 1), 3).stream()
            .map(payment -> payment.amount().msat())
            .sorted()
            .toList();
    assertThat(sorted.get(5_000)).isBetween(9_500_000L, 10_500_000L);
    // One standard deviation above the median lie 15.9 % of all.
    assertThat(sorted.get(8_413)).isBetween(25_800_000L, 28_600_000L);
  }

  @Test
  void amountsAreReadAsTheCommandLineWritesThem() {
    assertThat(Amounts.parse("250")).isEqualTo(new Amounts.Fixed(250));
    assertThat(Amounts.parse("log-normal:250:0.5")).isEqualTo(new Amounts.LogNormal(250, 0.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "x", "log-normal:5", "log-normal:5:0", "log-normal:5:NaN", "a:1:2"})
  void otherAmountsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Amounts.parse(text));
  }
}
