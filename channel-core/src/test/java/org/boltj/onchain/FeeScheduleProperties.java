package org.boltj.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.updates.Feerates;

/** The bid of a claim rises to its deadline and is bounded by what is at stake. */
class FeeScheduleProperties {
  private static final int FIRST = 700_000;
  private static final FeeSchedule SCHEDULE = FeeSchedule.DEFAULT;

  @Property(seed = "1", tries = 200)
  void neverFallsAsBlocksPass(
      @ForAll("feerates") Feerates feerates,
      @ForAll @IntRange(min = 1, max = 300) int span,
      @ForAll @LongRange(min = 0, max = 10_000_000) long value,
      @ForAll @IntRange(min = 400, max = 40_000) int weight) {
    long previous = 0;
    for (int height = FIRST; height <= FIRST + span + 10; height++) {
      Optional<FeeratePerKw> bid = bid(height, span, feerates, value, weight);
      if (bid.isEmpty()) {
        return;
      }
      assertThat(bid.get().satPerKw()).isGreaterThanOrEqualTo(previous);
      previous = bid.get().satPerKw();
    }
  }

  /** BIP 125, rule 4: a mempool counts whole virtual bytes. */
  @Property(seed = "4", tries = 1000)
  void theLeastRaisePaysForItsRelay(
      @ForAll @LongRange(min = 253, max = 100_000) long before,
      @ForAll @IntRange(min = 250, max = 400_000) int weight) {
    FeeratePerKw previous = new FeeratePerKw(before);
    FeeratePerKw bid = new FeeratePerKw(before + FeeSchedule.INCREMENTAL_RELAY.satPerKw());
    assertThat(FeeSchedule.replaces(bid, previous)).isTrue();
    long raise = bid.feeRoundedUp(weight).sat() - previous.feeRoundedUp(weight).sat();
    assertThat(raise).isGreaterThanOrEqualTo((weight + 3) / 4);
  }

  @Property(seed = "2", tries = 500)
  void neverPaysMoreThanItsShareBeforeTheLastBlocks(
      @ForAll("feerates") Feerates feerates,
      @ForAll @IntRange(min = 4, max = 500) int left,
      @ForAll @LongRange(min = 0, max = 10_000_000) long value,
      @ForAll @IntRange(min = 400, max = 40_000) int weight) {
    int height = FIRST + 500 - left;
    Optional<FeeratePerKw> bid = bid(height, 500, feerates, value, weight);
    long share = Math.max(value / 2, feerates.minimum().feeFor(weight).sat());
    bid.ifPresent(b -> assertThat(b.feeFor(weight).sat()).isLessThanOrEqualTo(share));
  }

  @Property(seed = "3", tries = 500)
  void leavesTheLargestDustLimitAtTheVeryLast(
      @ForAll("feerates") Feerates feerates,
      @ForAll @IntRange(min = -100, max = 3) int left,
      @ForAll @LongRange(min = 0, max = 10_000_000) long value,
      @ForAll @IntRange(min = 400, max = 40_000) int weight) {
    bid(FIRST + 500 - left, 500, feerates, value, weight)
        .ifPresent(b -> assertThat(b.feeFor(weight).sat()).isLessThanOrEqualTo(value - 546));
  }

  @Property(seed = "4", tries = 500)
  void letsGoOnlyWhatTheLeastFeeWouldEat(
      @ForAll("feerates") Feerates feerates,
      @ForAll @IntRange(min = -10, max = 500) int left,
      @ForAll @LongRange(min = 0, max = 100_000) long value,
      @ForAll @IntRange(min = 400, max = 40_000) int weight) {
    long least = feerates.minimum().feeRoundedUp(weight).sat();
    Optional<FeeratePerKw> bid = bid(FIRST + 500 - left, 500, feerates, value, weight);
    assertThat(bid.isEmpty()).isEqualTo(value - 546 < least);
    bid.ifPresent(b -> assertThat(b).isGreaterThanOrEqualTo(feerates.minimum()));
  }

  @Property(seed = "5", tries = 200)
  void asksForTheNextBlockWhenTheLastBlocksBegin(
      @ForAll("feerates") Feerates feerates, @ForAll @IntRange(min = 3, max = 500) int span) {
    assertThat(bid(FIRST + span - 3, span, feerates, 1_000_000_000, 1_000))
        .contains(feerates.nextBlock());
  }

  @Property(seed = "6", tries = 200)
  void staysPatientWithoutADeadline(
      @ForAll("feerates") Feerates feerates, @ForAll @IntRange(min = 0, max = 100_000) int gone) {
    assertThat(
            SCHEDULE.feerate(
                FIRST + gone,
                FIRST,
                FeeSchedule.NO_DEADLINE,
                feerates,
                Satoshi.of(1_000_000_000),
                1_000))
        .contains(feerates.patient());
  }

  @Example
  void aReplacementPaysForItsOwnRelay() {
    FeeratePerKw previous = FeeratePerKw.ofSatPerVByte(10);
    assertThat(FeeSchedule.replaces(new FeeratePerKw(2_752), previous)).isFalse();
    assertThat(FeeSchedule.replaces(new FeeratePerKw(2_753), previous)).isTrue();
  }

  @Example
  void outbidsAnEstimateThatProvedTooLow() {
    Feerates feerates = Feerates.fixed(FeeratePerKw.ofSatPerVByte(10));
    assertThat(bid(FIRST + 100, 100, feerates, 1_000_000, 1_000))
        .contains(FeeratePerKw.ofSatPerVByte(25));
    assertThat(bid(FIRST + 200, 100, feerates, 1_000_000, 1_000))
        .contains(FeeratePerKw.ofSatPerVByte(40));
  }

  private static Optional<FeeratePerKw> bid(
      int height, int span, Feerates feerates, long value, int weight) {
    return SCHEDULE.feerate(height, FIRST, FIRST + span, feerates, Satoshi.of(value), weight);
  }

  @Provide
  Arbitrary<Feerates> feerates() {
    Arbitrary<Long> more = Arbitraries.longs().between(0, 50_000);
    return Combinators.combine(more, more, more)
        .as(
            (a, b, c) -> {
              FeeratePerKw patient = new FeeratePerKw(253 + a);
              FeeratePerKw sweep = new FeeratePerKw(253 + a + b);
              FeeratePerKw next = new FeeratePerKw(253 + a + b + c);
              return new Feerates(sweep, sweep, sweep, FeeratePerKw.MINIMUM, next, patient);
            });
  }
}
