package org.boltj.gossip.scoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;

/**
 * Avoids what failed recently, and prefers channels that are large for the amount.
 *
 * <p>Where the liquidity of a channel lies is not known, so every division between its ends counts
 * as equally likely: a channel of capacity c forwards an amount a with probability (c - a) / c.
 * Failures and successes narrow the bounds between which the liquidity may lie; the bounds widen
 * again as time passes. Memory is bounded: the channels and nodes heard of least recently are
 * forgotten. Not safe for several threads.
 */
public final class RecentHistoryScorer implements Scorer {
  /** After that many seconds half of what was learnt is gone. */
  private static final long HALF_LIFE_SECONDS = 6 * 3600;

  private static final long LIQUIDITY_PENALTY_MSAT = 30_000;
  private static final long NODE_FAILURE_PENALTY_MSAT = 200_000;
  private static final double LEAST_PROBABILITY = 1e-6;

  private final Map<ChannelDirection, Bounds> channels;
  private final Map<PublicKey, Long> failedNodes;

  /** The liquidity in msat, as of a time: at least {@code least}, less than {@code below}. */
  private record Bounds(long least, long below, long atSeconds) {}

  /** Remembers at most that many directions, and as many nodes. */
  public RecentHistoryScorer(int memory) {
    channels = bounded(memory);
    failedNodes = bounded(memory);
  }

  public RecentHistoryScorer() {
    this(20_000);
  }

  private static <K, V> Map<K, V> bounded(int size) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > size;
      }
    };
  }

  @Override
  public long penaltyMsat(
      ChannelDirection channel,
      PublicKey from,
      PublicKey to,
      MilliSatoshi amount,
      MilliSatoshi capacity,
      long nowSeconds) {
    double probability =
        Math.max(LEAST_PROBABILITY, probability(channel, amount, capacity, nowSeconds));
    double liquidity = -StrictMath.log(probability) * LIQUIDITY_PENALTY_MSAT;
    double nodes = nodePenalty(from, nowSeconds) + nodePenalty(to, nowSeconds);
    return (long) (liquidity + nodes);
  }

  /** The probability, 0 to 1, that the channel can forward the amount now. */
  public double probability(
      ChannelDirection channel, MilliSatoshi amount, MilliSatoshi capacity, long nowSeconds) {
    Bounds bounds = channels.get(channel);
    double least = 0;
    double below = capacity.msat() + 1.0;
    if (bounds != null) {
      double memory = memory(bounds.atSeconds(), nowSeconds);
      least = Math.min((double) bounds.least(), below - 1) * memory;
      below -= Math.max(0, below - (double) bounds.below()) * memory;
    }
    if (amount.msat() <= least) {
      return 1;
    }
    return amount.msat() >= below ? 0 : (below - amount.msat()) / (below - least);
  }

  private double nodePenalty(PublicKey node, long nowSeconds) {
    Long failedAt = failedNodes.get(node);
    return failedAt == null ? 0 : NODE_FAILURE_PENALTY_MSAT * memory(failedAt, nowSeconds);
  }

  /** How much of something learnt is still believed: 1 at once, a half after the half-life. */
  private static double memory(long learntAt, long nowSeconds) {
    double age = Math.max(0, nowSeconds - learntAt);
    return StrictMath.pow(0.5, age / HALF_LIFE_SECONDS);
  }

  @Override
  public void channelFailed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {
    learn(
        channel,
        (old, at) ->
            new Bounds(
                Math.min(old.least(), Math.max(0, amount.msat() - 1)),
                Math.min(old.below(), amount.msat()),
                at),
        nowSeconds);
  }

  @Override
  public void channelSucceeded(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {
    // It had at least the amount, which is now on the other side.
    learn(
        channel,
        (old, at) -> new Bounds(Math.max(0, old.least() - amount.msat()), Long.MAX_VALUE, at),
        nowSeconds);
  }

  @Override
  public void nodeFailed(PublicKey nodeId, long nowSeconds) {
    failedNodes.put(nodeId, nowSeconds);
  }

  private void learn(
      ChannelDirection channel, BiFunction<Bounds, Long, Bounds> change, long nowSeconds) {
    Bounds old = channels.getOrDefault(channel, new Bounds(0, Long.MAX_VALUE, nowSeconds));
    channels.put(channel, change.apply(old, nowSeconds));
  }
}
