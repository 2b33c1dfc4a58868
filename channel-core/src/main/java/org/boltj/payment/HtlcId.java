package org.boltj.payment;

import org.boltj.base.ChannelId;

/**
 * Names an incoming HTLC.
 *
 * @param id as in update_add_htlc: counts the HTLCs that the peer offered on the channel
 */
public record HtlcId(ChannelId channelId, long id) implements Comparable<HtlcId> {
  @Override
  public int compareTo(HtlcId other) {
    int byChannel = channelId.compareTo(other.channelId);
    return byChannel != 0 ? byChannel : Long.compare(id, other.id);
  }
}
