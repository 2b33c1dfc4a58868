package org.boltj.gossip.sync;

import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.GossipMessage;

/**
 * A message of a {@link GossipLog}.
 *
 * @param sequence counts the messages of this log
 * @param message the message
 * @param timestamp of the message, or of the update that followed a channel_announcement (seconds)
 * @param receivedFrom the peer it came from; empty when it is our own
 */
public record LogEntry(
    long sequence, GossipMessage message, long timestamp, Optional<PublicKey> receivedFrom) {
  /** Our own messages go to every peer, whatever it asked for. */
  public boolean isOwn() {
    return receivedFrom.isEmpty();
  }
}
