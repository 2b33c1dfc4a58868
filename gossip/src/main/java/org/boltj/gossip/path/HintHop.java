package org.boltj.gossip.path;

import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * A channel that is not announced but was told by the payee, as in the field {@code r} of BOLT 11.
 *
 * @param from the node that forwards into the channel
 * @param shortChannelId the channel's id or alias
 * @param to the node at the other end
 * @param policy what {@code from} asks for
 */
public record HintHop(
    PublicKey from, ShortChannelId shortChannelId, PublicKey to, ChannelUpdate.Policy policy) {
  /** A hop of which only fees and expiry are known, so amounts are not bounded. */
  public static HintHop of(
      PublicKey from,
      ShortChannelId shortChannelId,
      PublicKey to,
      long feeBaseMsat,
      long feeProportionalMillionths,
      CltvExpiryDelta cltvExpiryDelta) {
    return new HintHop(
        from,
        shortChannelId,
        to,
        new ChannelUpdate.Policy(
            cltvExpiryDelta,
            MilliSatoshi.ZERO,
            feeBaseMsat,
            feeProportionalMillionths,
            MilliSatoshi.MAX_MONEY));
  }
}
