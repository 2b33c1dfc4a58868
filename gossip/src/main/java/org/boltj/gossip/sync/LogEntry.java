package org.boltj.gossip.sync;

import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * A message of a {@link GossipLog}: where it stands in the graph, which holds its bytes as long as
 * nothing newer took its place.
 *
 * @param sequence counts the messages of this log
 * @param timestamp of the message, or of the update that followed a channel_announcement (seconds)
 * @param receivedFrom the peer it came from; empty when it is our own
 */
record LogEntry(long sequence, Told told, long timestamp, Optional<PublicKey> receivedFrom) {
  /** What there is to tell. */
  sealed interface Told {}

  /** A channel_announcement. */
  record OfChannel(ShortChannelId id) implements Told {}

  /** A channel_update. */
  record OfDirection(ShortChannelId id, int direction, boolean disabled) implements Told {}

  /** A node_announcement. */
  record OfNode(PublicKey nodeId) implements Told {}

  /** Our own messages go to every peer, whatever it asked for. */
  boolean isOwn() {
    return receivedFrom.isEmpty();
  }
}
