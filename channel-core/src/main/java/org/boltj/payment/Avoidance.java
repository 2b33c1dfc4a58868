package org.boltj.payment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * What one payment has learned from its failed attempts. It is used for this payment alone and
 * never reaches the graph (BOLT 4, "Receiving Failure Codes").
 */
public final class Avoidance {
  private final Set<PublicKey> nodes = new HashSet<>();
  private final Map<ChannelDirection, MilliSatoshi> tooMuch = new HashMap<>();
  private final Map<ChannelDirection, Bytes> channelUpdates = new HashMap<>();

  /** Do not go through this node any more. */
  void avoid(PublicKey node) {
    nodes.add(node);
  }

  /** The channel did not carry that amount: offer it less, or nothing when the amount is zero. */
  void avoid(ChannelDirection channel, MilliSatoshi amount) {
    tooMuch.merge(channel, amount, MilliSatoshi::min);
  }

  /**
   * Remembers the channel_update of a failure.
   *
   * @return false when there was one before, so that the channel does not deserve another try: who
   *     always has a new one would use up all attempts
   */
  boolean learn(ChannelDirection channel, Bytes channelUpdate) {
    return channelUpdates.put(channel, channelUpdate) == null;
  }

  public boolean avoids(PublicKey node) {
    return nodes.contains(node);
  }

  /** Whether the channel is not worth a try with that amount. */
  public boolean avoids(ChannelDirection channel, MilliSatoshi amount) {
    MilliSatoshi limit = tooMuch.get(channel);
    return limit != null && !amount.isLessThan(limit);
  }

  public Set<PublicKey> nodes() {
    return Set.copyOf(nodes);
  }

  /** Channels that are not worth a try with any amount. */
  public Set<ChannelDirection> hopeless() {
    Set<ChannelDirection> hopeless = new HashSet<>();
    tooMuch.forEach(
        (channel, amount) -> {
          if (amount.msat() <= 1) {
            hopeless.add(channel);
          }
        });
    return hopeless;
  }

  /** By channel, the most that is worth a try, msat. */
  public Map<ChannelDirection, MilliSatoshi> caps() {
    Map<ChannelDirection, MilliSatoshi> caps = new HashMap<>();
    tooMuch.forEach((channel, amount) -> caps.put(channel, amount.minusOrZero(MilliSatoshi.of(1))));
    return caps;
  }

  /** By channel, the newest channel_update that a failure brought, type and payload. */
  public Map<ChannelDirection, Bytes> channelUpdates() {
    return Map.copyOf(channelUpdates);
  }
}
