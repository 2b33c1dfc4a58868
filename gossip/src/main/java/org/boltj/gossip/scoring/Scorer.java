package org.boltj.gossip.scoring;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.graph.GraphView;

/** Says how much more one would pay to avoid a channel. */
public interface Scorer {
  /** Every channel is as good as any other: routes are compared by fees and expiry alone. */
  Scorer NONE = new Scorer() {};

  /** What this scorer says about the edges of a graph at that time (seconds). */
  default EdgeScores on(GraphView graph, long nowSeconds) {
    return EdgeScores.NONE;
  }

  /** An HTLC of ours is on its way through the channel, next to those told of before. */
  default void partSent(ChannelDirection channel, MilliSatoshi amount) {}

  /**
   * That HTLC is no more on its way. What became of it is told after this, so that an amount is not
   * counted twice.
   */
  default void partEnded(ChannelDirection channel, MilliSatoshi amount) {}

  /** The channel had no liquidity for that amount. */
  default void channelFailed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}

  /** An HTLC of that amount went through, but failed further on: the liquidity is back. */
  default void channelPassed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}

  /** The channel forwarded that amount for good. */
  default void channelSucceeded(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}

  /** The channel could not forward, whatever the amount: it is disabled, or its peer is away. */
  default void channelFaulty(ChannelDirection channel, long nowSeconds) {}

  /** The node could not forward, whatever the channel. */
  default void nodeFailed(PublicKey nodeId, long nowSeconds) {}
}
