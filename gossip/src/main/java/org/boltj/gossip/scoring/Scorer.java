package org.boltj.gossip.scoring;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;

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

  /** The channel could not forward that amount. */
  default void channelFailed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}

  /** The node could not forward, whatever the channel. */
  default void nodeFailed(PublicKey nodeId, long nowSeconds) {}

  /** The channel forwarded that amount. */
  default void channelSucceeded(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {}
}
