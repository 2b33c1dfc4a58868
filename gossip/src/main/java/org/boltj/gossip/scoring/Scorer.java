package org.boltj.gossip.scoring;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.graph.GraphView;

/** Says how much more one would pay to avoid a channel. */
public interface Scorer {
  /** Every channel is as good as any other: routes are compared by fees and expiry alone. */
  Scorer NONE = new Scorer() {};

  /**
   * The penalty in msat, 0 to 10^15, for sending an amount through a channel.
   *
   * @param from the node that would forward
   * @param to the node that would receive
   * @param amount that would be sent (msat)
   * @param capacity of the channel, or the largest HTLC when it is not known (msat)
   * @param nowSeconds the time
   */
  default long penaltyMsat(
      ChannelDirection channel,
      PublicKey from,
      PublicKey to,
      MilliSatoshi amount,
      MilliSatoshi capacity,
      long nowSeconds) {
    return 0;
  }

  /** What this scorer says about the edges of a graph at that time (seconds). */
  default EdgeScores on(GraphView graph, long nowSeconds) {
    return (edge, from, to, amountMsat, capacityMsat) ->
        edge < 0 || from < 0 || to < 0
            ? 0
            : penaltyMsat(
                new ChannelDirection(graph.shortChannelId(edge >> 1), edge & 1),
                graph.nodeId(from),
                graph.nodeId(to),
                MilliSatoshi.of(amountMsat),
                MilliSatoshi.of(Math.min(capacityMsat, MilliSatoshi.MAX_MONEY.msat())),
                nowSeconds);
  }

  /** The channel could not forward that amount. */
  default void channelFailed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}

  /** The node could not forward, whatever the channel. */
  default void nodeFailed(PublicKey nodeId, long nowSeconds) {}

  /** The channel forwarded that amount. */
  default void channelSucceeded(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}
}
