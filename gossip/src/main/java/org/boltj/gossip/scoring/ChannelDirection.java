package org.boltj.gossip.scoring;

import org.boltj.base.ShortChannelId;

/**
 * One direction of a channel: 0 from node_id_1 to node_id_2, the lesser to the greater node id, 1
 * back (BOLT 7).
 */
public record ChannelDirection(ShortChannelId shortChannelId, int direction)
    implements Comparable<ChannelDirection> {
  public ChannelDirection {
    if (direction != 0 && direction != 1) {
      throw new IllegalArgumentException("a direction is 0 or 1: " + direction);
    }
  }

  @Override
  public int compareTo(ChannelDirection other) {
    int byId = shortChannelId.compareTo(other.shortChannelId);
    return byId != 0 ? byId : Integer.compare(direction, other.direction);
  }

  @Override
  public String toString() {
    return shortChannelId + "/" + direction;
  }
}
