package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * peer_storage: data that the peer is asked to keep for us (BOLT 1).
 *
 * @param blob encrypted data, at most 65531 bytes
 */
public record PeerStorage(Bytes blob) implements WireMessage {
  /** BOLT 1, peer_storage. */
  public static final int TYPE = 7;

  static PeerStorage decode(WireReader in) throws DecodeException {
    PeerStorage message = new PeerStorage(in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.bytes16(blob);
  }
}
