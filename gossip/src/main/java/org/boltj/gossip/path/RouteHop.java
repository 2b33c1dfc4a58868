package org.boltj.gossip.path;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * One channel of a route and the HTLC in it.
 *
 * @param from the node that offers the HTLC
 * @param shortChannelId the channel
 * @param to the node that receives the HTLC
 * @param amount of the HTLC (msat)
 * @param cltvDelta blocks above the current height at which the HTLC expires
 */
public record RouteHop(
    PublicKey from,
    ShortChannelId shortChannelId,
    PublicKey to,
    MilliSatoshi amount,
    int cltvDelta) {
  /** The channel and the direction in which the HTLC goes. */
  public ChannelDirection channelDirection() {
    return new ChannelDirection(shortChannelId, from.compareTo(to) < 0 ? 0 : 1);
  }
}
