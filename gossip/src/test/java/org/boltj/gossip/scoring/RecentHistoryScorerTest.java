package org.boltj.gossip.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.key;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.junit.jupiter.api.Test;

/** Probabilities follow capacity and experience, and experience fades. */
class RecentHistoryScorerTest {
  private static final ChannelDirection CHANNEL =
      new ChannelDirection(ShortChannelId.parse("1x2x3"), 0);
  private static final MilliSatoshi CAPACITY = MilliSatoshi.ofSat(1000);
  private static final long HALF_LIFE = 6 * 3600;

  private final RecentHistoryScorer scorer = new RecentHistoryScorer(100);

  private double probability(long sat, long now) {
    return scorer.probability(CHANNEL, MilliSatoshi.ofSat(sat), CAPACITY, now);
  }

  private long penalty(long sat, long now) {
    return scorer.penaltyMsat(
        CHANNEL, key("alice"), key("bob"), MilliSatoshi.ofSat(sat), CAPACITY, now);
  }

  @Test
  void largerAmountsAreLessLikely() {
    assertThat(probability(0, NOW)).isEqualTo(1);
    assertThat(probability(250, NOW)).isCloseTo(0.75, within(1e-5));
    assertThat(probability(1001, NOW)).isZero();
    assertThat(penalty(0, NOW)).isZero();
    assertThat(penalty(100, NOW)).isLessThan(penalty(900, NOW));
  }

  @Test
  void aFailureIsForgottenLittleByLittle() {
    long before = penalty(500, NOW);
    scorer.channelFailed(CHANNEL, MilliSatoshi.ofSat(500), NOW);
    assertThat(probability(500, NOW)).isZero();
    assertThat(probability(499, NOW)).isGreaterThan(0).isLessThan(0.01);
    assertThat(probability(500, NOW + HALF_LIFE)).isBetween(0.3, 0.4);
    assertThat(penalty(500, NOW + HALF_LIFE)).isBetween(before, penalty(500, NOW));
    assertThat(penalty(500, NOW + 100 * HALF_LIFE)).isEqualTo(before);
  }

  @Test
  void aSuccessTakesBackAFailure() {
    long before = penalty(500, NOW);
    scorer.channelFailed(CHANNEL, MilliSatoshi.ofSat(500), NOW);
    scorer.channelSucceeded(CHANNEL, MilliSatoshi.ofSat(100), NOW);
    assertThat(penalty(500, NOW)).isEqualTo(before);
  }

  @Test
  void aFailedNodeCostsOnAllItsChannels() {
    long before = penalty(1, NOW);
    scorer.nodeFailed(key("bob"), NOW);
    assertThat(penalty(1, NOW)).isEqualTo(before + 200_000);
    assertThat(penalty(1, NOW + 100 * HALF_LIFE)).isEqualTo(before);
  }

  @Test
  void memoryIsBounded() {
    scorer.channelFailed(CHANNEL, MilliSatoshi.ofSat(1), NOW);
    for (int i = 0; i < 100; i++) {
      scorer.channelFailed(
          new ChannelDirection(ShortChannelId.of(i, 0, 0), 1), MilliSatoshi.ofSat(1), NOW);
    }
    assertThat(probability(1, NOW)).isGreaterThan(0.99);
  }
}
