package org.boltj.gossip.message;

/**
 * A number of 32 bits about each of the two channel_updates of a channel: their timestamps or their
 * checksums (BOLT 7, channel_update_timestamps and channel_update_checksums).
 *
 * @param nodeId1 about the update of node_id_1, or 0 when there is none
 * @param nodeId2 about the update of node_id_2, or 0 when there is none
 */
public record ChannelUpdatePair(long nodeId1, long nodeId2) {
  public static final ChannelUpdatePair NONE = new ChannelUpdatePair(0, 0);

  /** The number of that direction, 0 or 1. */
  public long of(int direction) {
    return direction == 0 ? nodeId1 : nodeId2;
  }
}
