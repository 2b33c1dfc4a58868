package org.boltj.gossip.message;

import org.boltj.base.Bytes;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;

/**
 * A signed message about the network that nodes pass on unchanged (BOLT 7). The bytes written are
 * exactly the bytes read, unknown fields included, so that the signatures stay right.
 */
public sealed interface GossipMessage extends WireMessage
    permits ChannelAnnouncement, ChannelUpdate, NodeAnnouncement {
  /** Writes what is signed: all that follows the signatures, unknown fields included. */
  void writeWitness(WireWriter out);

  /** The bytes that are signed. */
  default Bytes witness() {
    WireWriter out = new WireWriter();
    writeWitness(out);
    return out.toBytes();
  }

  /** The double SHA-256 of {@link #witness()}, which the signatures sign. */
  default Bytes signedHash() {
    return Hash.doubleSha256(witness());
  }
}
