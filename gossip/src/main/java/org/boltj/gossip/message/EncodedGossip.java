package org.boltj.gossip.message;

import org.boltj.base.Bytes;

/**
 * A gossip message with the bytes that it was read from, so that these are kept and passed on as
 * they are, and not made again.
 *
 * @param encoded type and payload, exactly {@link GossipMessage#encode()}
 */
public record EncodedGossip(GossipMessage message, Bytes encoded) {
  /** A message of our own. */
  public static EncodedGossip of(GossipMessage message) {
    return new EncodedGossip(message, message.encode());
  }
}
