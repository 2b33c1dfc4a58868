package org.boltj.gossip.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.key;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probabilities follow capacity and experience, and experience fades. */
class LiquidityScorerTest {
  private static final ShortChannelId ID = ShortChannelId.parse("1x2x3");
  private static final ChannelDirection CHANNEL = new ChannelDirection(ID, 0);
  private static final ChannelDirection BACK = new ChannelDirection(ID, 1);
  private static final MilliSatoshi CAPACITY = MilliSatoshi.ofSat(1000);
  private static final long HALF_LIFE = 6 * 3600;

  private final ChannelGraph graph = new ChannelGraph();
  private final LiquidityScorer scorer =
      new LiquidityScorer(
          ScoringParameters.DEFAULT.withMostChannels(100).withHalvingPenalty(20_000, 0));

  private double probability(ChannelDirection channel, long sat, long now) {
    return scorer.probability(channel, sat(sat), CAPACITY, now);
  }

  private double probability(long sat, long now) {
    return probability(CHANNEL, sat, now);
  }

  private static MilliSatoshi sat(long sat) {
    return MilliSatoshi.ofSat(sat);
  }

  private long penalty(long sat, long now) {
    return scorer.on(graph, now).penaltyMsat(0, 1, 0, sat(sat).msat(), CAPACITY.msat());
  }

  @BeforeEach
  void setUp() {
    graph.addChannel(ID, key("bob"), key("alice"), 1000);
    assertThat(graph.nodeIndex(key("alice"))).isEqualTo(1);
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
  void halfTheProbabilityCostsOnePenalty() {
    assertThat(penalty(500, NOW)).isBetween(19_998L, 20_000L);
    assertThat(penalty(750, NOW)).isBetween(39_995L, 40_000L);
  }

  @Test
  void theMaximumIsTwentyHalvings() {
    scorer.channelFailed(CHANNEL, sat(500), NOW);
    assertThat(penalty(500, NOW)).isEqualTo(20 * 20_000);
    assertThat(penalty(1000, NOW)).isEqualTo(20 * 20_000);
  }

  @Test
  void aFailureIsForgottenLittleByLittle() {
    long before = penalty(500, NOW);
    scorer.channelFailed(CHANNEL, sat(500), NOW);
    assertThat(probability(500, NOW)).isZero();
    assertThat(probability(499, NOW)).isGreaterThan(0).isLessThan(0.01);
    assertThat(probability(500, NOW + HALF_LIFE)).isBetween(0.19, 0.3);
    assertThat(penalty(500, NOW + HALF_LIFE)).isBetween(before, penalty(500, NOW));
    assertThat(penalty(500, NOW + 10_000 * HALF_LIFE)).isEqualTo(before);
  }

  @Test
  void whatWentThroughWillGoThroughAgain() {
    scorer.channelPassed(CHANNEL, sat(600), NOW);
    assertThat(probability(600, NOW)).isEqualTo(1);
    assertThat(probability(800, NOW)).isCloseTo(0.5, within(0.01));
    assertThat(probability(BACK, 400, NOW)).isGreaterThan(0);
    assertThat(probability(BACK, 401, NOW)).isZero();
    assertThat(probability(600, NOW + HALF_LIFE)).isBetween(0.5, 0.7);
  }

  @Test
  void whatOneSideLacksTheOtherHas() {
    scorer.channelFailed(CHANNEL, sat(300), NOW);
    assertThat(probability(BACK, 700, NOW)).isEqualTo(1);
    assertThat(probability(BACK, 850, NOW)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void contradictionsOfTheOtherSideDoNotCount() {
    scorer.channelFailed(CHANNEL, sat(300), NOW);
    scorer.channelFailed(BACK, sat(300), NOW);
    assertThat(probability(150, NOW)).isCloseTo(0.5, within(0.01));
    assertThat(probability(BACK, 150, NOW)).isCloseTo(0.5, within(0.01));
    assertThat(probability(BACK, 300, NOW)).isZero();
  }

  @Test
  void aSettledAmountIsOnTheOtherSide() {
    scorer.channelSucceeded(CHANNEL, sat(600), NOW);
    assertThat(probability(BACK, 600, NOW)).isEqualTo(1);
    assertThat(probability(401, NOW)).isZero();
    assertThat(probability(200, NOW)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void newsReplaceWhatTheyContradict() {
    scorer.channelFailed(CHANNEL, sat(300), NOW);
    scorer.channelPassed(CHANNEL, sat(400), NOW + 1);
    assertThat(probability(400, NOW + 1)).isEqualTo(1);
    scorer.channelFailed(CHANNEL, sat(200), NOW + 2);
    assertThat(probability(200, NOW + 2)).isZero();
    assertThat(probability(100, NOW + 2)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void whatAlwaysFailsIsRememberedForLonger() {
    for (int i = 0; i < 16; i++) {
      scorer.channelFailed(CHANNEL, sat(100), NOW);
    }
    long later = NOW + 8 * HALF_LIFE;
    double often = probability(500, later);
    scorer.restore(new LearntScores(List.of(), List.of()));
    scorer.channelFailed(CHANNEL, sat(100), NOW);
    assertThat(often).isLessThan(0.2);
    assertThat(probability(500, later)).isGreaterThan(0.3);
  }

  @Test
  void ourOwnHtlcsTakeUpLiquidity() {
    scorer.partSent(CHANNEL, sat(250));
    assertThat(probability(250, NOW)).isCloseTo(0.5, within(1e-4));
    assertThat(scorer.inFlight()).isEqualTo(Map.of(CHANNEL, sat(250)));
    scorer.channelFailed(CHANNEL, sat(250), NOW);
    assertThat(probability(250, NOW)).isZero();
    scorer.partEnded(CHANNEL, sat(250));
    assertThat(scorer.inFlight()).isEmpty();
    assertThat(probability(499, NOW)).isGreaterThan(0);
    assertThat(probability(500, NOW)).isZero();
  }

  @Test
  void aFailedNodeCostsWhenItWouldForward() {
    long before = penalty(1, NOW);
    scorer.nodeFailed(key("bob"), NOW);
    assertThat(penalty(1, NOW)).isEqualTo(before);
    scorer.nodeFailed(key("alice"), NOW);
    assertThat(penalty(1, NOW)).isBetween(before + 199_999, before + 200_000);
    assertThat(penalty(1, NOW + HALF_LIFE)).isBetween(before + 99_900, before + 100_100);
    assertThat(penalty(1, NOW + 100 * HALF_LIFE)).isEqualTo(before);
  }

  @Test
  void aFaultyChannelCostsOneDirection() {
    long before = penalty(1, NOW);
    scorer.channelFaulty(BACK, NOW);
    assertThat(penalty(1, NOW)).isEqualTo(before);
    scorer.channelFaulty(CHANNEL, NOW);
    assertThat(penalty(1, NOW)).isBetween(before + 199_999, before + 200_000);
  }

  @Test
  void theChannelHeardOfLeastRecentlyIsForgotten() {
    scorer.channelFailed(CHANNEL, sat(1), NOW);
    scorer.channelFailed(channel(0), sat(1), NOW);
    scorer.channelFailed(CHANNEL, sat(1), NOW);
    IntStream.range(1, 100).forEach(i -> scorer.channelFailed(channel(i), sat(1), NOW));
    assertThat(probability(channel(0), 1, NOW)).isGreaterThan(0.99);
    assertThat(probability(CHANNEL, 1, NOW)).isZero();
    assertThat(probability(channel(99), 1, NOW)).isZero();
    assertThat(scorer.learnt().channels()).hasSize(100);
  }

  private static ChannelDirection channel(int number) {
    return new ChannelDirection(ShortChannelId.of(1000 + number, 0, 0), number % 2);
  }

  /** Where a channel was found for one graph is no more than a guess for another. */
  @Test
  void graphsMayNumberChannelsAsTheyLike() {
    ShortChannelId other = ShortChannelId.parse("4x5x6");
    graph.addChannel(other, key("bob"), key("alice"), 1000);
    ChannelGraph reversed = new ChannelGraph();
    reversed.addChannel(other, key("bob"), key("alice"), 1000);
    reversed.addChannel(ID, key("bob"), key("alice"), 1000);
    scorer.channelFailed(CHANNEL, sat(300), NOW);
    scorer.channelFailed(new ChannelDirection(other, 0), sat(600), NOW);
    for (int round = 0; round < 2; round++) {
      assertThat(penalty(graph, 0)).isEqualTo(penalty(reversed, 2)).isEqualTo(20 * 20_000);
      assertThat(penalty(graph, 2)).isEqualTo(penalty(reversed, 0)).isLessThan(20 * 20_000);
    }
  }

  private long penalty(ChannelGraph of, int edge) {
    return scorer.on(of, NOW).penaltyMsat(edge, 1, 0, sat(300).msat(), CAPACITY.msat());
  }

  @Test
  void aForgottenChannelIsNotTakenForTheOneInItsPlace() {
    scorer.channelFailed(CHANNEL, sat(300), NOW);
    assertThat(penalty(300, NOW)).isEqualTo(20 * 20_000);
    for (int block = 10; block < 110; block++) {
      scorer.channelPassed(new ChannelDirection(ShortChannelId.of(block, 0, 0), 0), sat(900), NOW);
    }
    assertThat(penalty(300, NOW)).isBetween(10_000L, 11_000L);
  }
}
