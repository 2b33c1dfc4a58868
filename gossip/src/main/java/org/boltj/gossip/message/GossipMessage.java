package org.boltj.gossip.message;

import org.boltj.base.Bytes;
import org.boltj.codec.WireMessage;

/**
 * A signed message about the network that nodes pass on unchanged (BOLT 7). The bytes written are
 * exactly the bytes read, unknown fields included, so that the signatures stay right.
 */
public sealed interface GossipMessage extends WireMessage
    permits ChannelAnnouncement, ChannelUpdate, NodeAnnouncement {
  /** The bytes that are signed: all that follows the signatures, unknown fields included. */
  Bytes witness();

  /** The double SHA-256 of {@link #witness()}, which the signatures sign. */
  Bytes signedHash();
}
