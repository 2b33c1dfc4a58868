package org.boltj.gossip.path;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * A channel of the payer, announced or not, for the first hop of a route. It costs neither fee nor
 * expiry.
 *
 * @param shortChannelId by which the payer knows it: its real id or an alias
 * @param remoteNodeId the other end
 * @param availableToSend what can be sent now, after reserve, fees and HTLCs in flight (msat)
 * @param htlcMinimumMsat smallest HTLC that the other end accepts (msat)
 * @param maxHtlcMsat largest single HTLC (msat); at most {@code availableToSend} counts
 * @param freeSlots how many more HTLCs can be added
 */
public record LocalChannel(
    ShortChannelId shortChannelId,
    PublicKey remoteNodeId,
    MilliSatoshi availableToSend,
    MilliSatoshi htlcMinimumMsat,
    MilliSatoshi maxHtlcMsat,
    int freeSlots) {
  /** A channel with room for any number of HTLCs. */
  public LocalChannel(
      ShortChannelId shortChannelId,
      PublicKey remoteNodeId,
      MilliSatoshi availableToSend,
      MilliSatoshi htlcMinimumMsat,
      MilliSatoshi maxHtlcMsat) {
    this(
        shortChannelId,
        remoteNodeId,
        availableToSend,
        htlcMinimumMsat,
        maxHtlcMsat,
        Integer.MAX_VALUE);
  }

  public LocalChannel(
      ShortChannelId shortChannelId, PublicKey remoteNodeId, MilliSatoshi availableToSend) {
    this(shortChannelId, remoteNodeId, availableToSend, MilliSatoshi.ZERO, availableToSend);
  }
}
