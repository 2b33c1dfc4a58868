package org.boltj.gossip.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.key;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.Test;

/** What was learnt survives export, import and storing, whole and in portions. */
class LearntScoresTest {
  private final LiquidityScorer scorer = new LiquidityScorer();
  private final Random random = new Random(7);

  private void learn(int outcomes) {
    for (int i = 0; i < outcomes; i++) {
      ChannelDirection channel =
          new ChannelDirection(
              ShortChannelId.of(random.nextInt(1 << 24), random.nextInt(3), 0), random.nextInt(2));
      MilliSatoshi amount = MilliSatoshi.of(1 + random.nextInt(1_000_000_000));
      switch (random.nextInt(4)) {
        case 0 -> scorer.channelFailed(channel, amount, NOW + i);
        case 1 -> scorer.channelPassed(channel, amount, NOW + i);
        case 2 -> scorer.channelSucceeded(channel, amount, NOW + i);
        default -> scorer.channelFaulty(channel, NOW + i);
      }
    }
    scorer.nodeFailed(key("bob"), NOW);
    scorer.nodeFailed(key("alice"), NOW + 1);
  }

  private String csv() throws IOException {
    StringBuilder text = new StringBuilder();
    LearntScoresCsv.write(scorer.learnt(), text);
    return text.toString();
  }

  @Test
  void textIsReadAgain() throws Exception {
    learn(500);
    LearntScores learnt = scorer.learnt();
    assertThat(LearntScoresCsv.read(new StringReader(csv()))).isEqualTo(learnt);
    assertThat(learnt.nodes()).hasSize(2);
  }

  @Test
  void bytesAreReadAgain() throws Exception {
    learn(500);
    assertThat(LearntScoresCodec.decode(LearntScoresCodec.encode(scorer.learnt())))
        .isEqualTo(scorer.learnt());
  }

  @Test
  void anotherScorerTakesItUp() {
    learn(500);
    LiquidityScorer other = new LiquidityScorer();
    other.channelFailed(
        new ChannelDirection(ShortChannelId.of(1, 1, 1), 0), MilliSatoshi.of(1), NOW);
    other.restore(scorer.learnt());
    assertThat(other.learnt()).isEqualTo(scorer.learnt());
  }

  @Test
  void aSmallerMemoryKeepsTheNewest() {
    learn(500);
    LiquidityScorer small = new LiquidityScorer(ScoringParameters.DEFAULT.withMostChannels(10));
    small.restore(scorer.learnt());
    assertThat(small.learnt().channels()).hasSizeBetween(10, 20);
    assertThat(small.learnt().channels()).allMatch(each -> each.atSeconds() > NOW + 400);
  }

  @Test
  void portionsMakeTheWhole() {
    SortedMap<Integer, LearntScores> stored = new TreeMap<>();
    for (int round = 0; round < 20; round++) {
      learn(100);
      SortedMap<Integer, LearntScores> taken = scorer.takeChanged(64);
      assertThat(taken).hasSize(64);
      stored.putAll(taken);
    }
    while (true) {
      Map<Integer, LearntScores> rest = scorer.takeChanged(100);
      stored.putAll(rest);
      if (rest.isEmpty()) {
        break;
      }
    }
    List<Experience> channels = new ArrayList<>();
    List<LearntScores.NodeFault> nodes = new ArrayList<>();
    stored.values().forEach(each -> channels.addAll(each.channels()));
    stored.values().forEach(each -> nodes.addAll(each.nodes()));
    LiquidityScorer other = new LiquidityScorer();
    other.restore(new LearntScores(channels, nodes));
    assertThat(other.learnt()).isEqualTo(scorer.learnt());
    assertThat(other.takeChanged(100)).isEmpty();
  }

  @Test
  void errorsNameLineAndField() throws Exception {
    learn(3);
    String text = csv();
    assertThatThrownBy(() -> read("boltj-scores,2\n")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> read(text + "channel,1x2x3,0,x,0,,0,0,,0,0\n"))
        .hasMessageContaining("field 4")
        .hasMessageContaining("LEAST");
    assertThatThrownBy(() -> read(text + "channel,1x2x3,7,0,0,,0,0,,0,0\n"))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining("direction");
    assertThatThrownBy(() -> read(text + "channel,1x2x3,4294967296,0,0,,0,0,,0,0\n"))
        .hasMessageContaining("DIRECTION");
    assertThatThrownBy(() -> read(text + "channel,1x2x3,0,0\n")).hasMessageContaining("11 fields");
    assertThatThrownBy(() -> read(text + text.lines().skip(1).findFirst().orElseThrow()))
        .hasMessageContaining("earlier line");
  }

  private static LearntScores read(String text) throws Exception {
    return LearntScoresCsv.read(new StringReader(text));
  }

  @Test
  void whatIsOfLaterCounts() {
    ChannelDirection mine = new ChannelDirection(ShortChannelId.of(1, 1, 1), 0);
    ChannelDirection both = new ChannelDirection(ShortChannelId.of(1, 1, 1), 1);
    ChannelDirection theirs = new ChannelDirection(ShortChannelId.of(2, 1, 1), 1);
    scorer.channelFailed(mine, MilliSatoshi.of(5_000), NOW);
    scorer.channelFailed(both, MilliSatoshi.of(6_000), NOW + 9);
    scorer.nodeFailed(key("bob"), NOW + 5);
    LiquidityScorer other = new LiquidityScorer();
    other.channelFailed(both, MilliSatoshi.of(7_000), NOW + 8);
    other.channelPassed(theirs, MilliSatoshi.of(8_000), NOW + 1_000);
    other.nodeFailed(key("bob"), NOW + 4);
    other.nodeFailed(key("alice"), NOW + 6);
    scorer.learnFrom(other.learnt(), NOW + 10);
    LearntScores all = scorer.learnt();
    assertThat(all.channels()).extracting(Experience::channel).containsExactly(mine, both, theirs);
    assertThat(all.channels().get(1).belowMsat()).isEqualTo(6_000);
    assertThat(all.channels().get(2).leastMsat()).isEqualTo(8_000);
    assertThat(all.channels().get(2).leastAtSeconds()).isEqualTo(NOW + 10);
    assertThat(all.nodes())
        .containsExactlyInAnyOrder(
            new LearntScores.NodeFault(key("alice"), NOW + 6),
            new LearntScores.NodeFault(key("bob"), NOW + 5));
    assertThat(scorer.takeChanged(LiquidityScorer.PORTIONS + 1))
        .hasSize(LiquidityScorer.PORTIONS + 1);
  }
}
