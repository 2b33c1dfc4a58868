package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * peer_storage_retrieval: gives the peer back what it asked us to keep (BOLT 1).
 *
 * @param blob the latest blob stored for the peer, at most 65531 bytes
 */
public record PeerStorageRetrieval(Bytes blob) implements WireMessage {
  /** BOLT 1, peer_storage_retrieval. */
  public static final int TYPE = 9;

  static PeerStorageRetrieval decode(WireReader in) throws DecodeException {
    PeerStorageRetrieval message = new PeerStorageRetrieval(in.bytes16());
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
