package org.boltj.gossip.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.key;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;

/** What holds whatever was learnt before. */
class LiquidityScorerProperties {
  private static final long CAPACITY = 5_000_000_000L;

  /** Teaches one channel; numbers choose what happened. */
  private static LiquidityScorer taught(List<Integer> outcomes) {
    LiquidityScorer scorer = new LiquidityScorer();
    long now = NOW;
    for (int each : outcomes) {
      ChannelDirection channel = channel(each & 1);
      MilliSatoshi amount = MilliSatoshi.of((each >>> 3) % CAPACITY);
      now += (each >>> 8) % 10_000;
      switch (each >> 1 & 3) {
        case 0 -> scorer.channelFailed(channel, amount, now);
        case 1 -> scorer.channelPassed(channel, amount, now);
        case 2 -> scorer.channelSucceeded(channel, amount, now);
        default -> scorer.partSent(channel, MilliSatoshi.of(amount.msat() / 16));
      }
    }
    return scorer;
  }

  private static ChannelDirection channel(int direction) {
    return new ChannelDirection(ShortChannelId.of(1, 2, 3), direction);
  }

  private static long penalty(LiquidityScorer scorer, long amount, long now) {
    ChannelGraph graph = new ChannelGraph();
    graph.addChannel(channel(0).shortChannelId(), key("bob"), key("alice"), CAPACITY / 1000);
    return scorer.on(graph, now).penaltyMsat(0, 0, 1, amount, CAPACITY);
  }

  @Property(tries = 500)
  void morePaysNoLess(
      @ForAll @Size(max = 12) List<@IntRange(min = 0) Integer> outcomes,
      @ForAll @LongRange(min = 0, max = CAPACITY) long amount,
      @ForAll @LongRange(min = 0, max = CAPACITY) long more,
      @ForAll @LongRange(min = 0, max = 10_000_000) long later) {
    LiquidityScorer scorer = taught(outcomes);
    long now = NOW + later;
    long greater = Math.min(CAPACITY, amount + more);
    assertThat(penalty(scorer, greater, now)).isGreaterThanOrEqualTo(penalty(scorer, amount, now));
    assertThat(penalty(scorer, greater, now)).isBetween(0L, 1_000_000_000_000_000L);
  }

  @Property(tries = 500)
  void probabilitiesAreProbabilities(
      @ForAll @Size(max = 12) List<@IntRange(min = 0) Integer> outcomes,
      @ForAll @LongRange(min = 0, max = CAPACITY) long amount,
      @ForAll @LongRange(min = 1, max = CAPACITY) long capacity) {
    LiquidityScorer scorer = taught(outcomes);
    assertThat(
            scorer.probability(channel(0), MilliSatoshi.of(amount), MilliSatoshi.of(capacity), NOW))
        .isBetween(0.0, 1.0);
  }

  @Property(tries = 500)
  void theLogarithmIsExactToMillionths(@ForAll @LongRange(min = 1) long value) {
    double exact = StrictMath.log((double) value) / StrictMath.log(2);
    assertThat((double) Halvings.log2(value) / 0x1p32).isBetween(exact - 3e-6, exact + 1e-9);
  }

  @Property(tries = 200)
  void numbersOfChannelsAreFoundAgain(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 200) Long> ids) {
    ChannelSlots slots = new ChannelSlots(50);
    Map<Long, Integer> lastUsed = new HashMap<>();
    int time = 0;
    for (long id : ids) {
      int slot = slots.find(id);
      if (slot < 0) {
        if (slots.isFull()) {
          long oldest = slots.id(slots.oldest());
          assertThat(lastUsed.values()).allMatch(at -> at >= lastUsed.get(oldest));
          lastUsed.remove(oldest);
        }
        slots.add(id);
      } else {
        slots.heardOf(slot);
      }
      lastUsed.put(id, time++);
      assertThat(lastUsed.keySet()).allMatch(known -> slots.id(slots.find(known)) == known);
    }
    assertThat(slots.size()).isEqualTo(lastUsed.size());
  }
}
