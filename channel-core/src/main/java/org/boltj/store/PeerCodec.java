package org.boltj.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;

/** A peer: its node id (33 bytes), the port (two), and the host. */
final class PeerCodec {
  private static final int KEY_SIZE = 33;
  private static final int HOST = KEY_SIZE + 2;

  private PeerCodec() {}

  static Bytes encode(PeerRecord peer) {
    Bytes content =
        Bytes.concat(
            peer.nodeId().value(),
            Bytes.of((byte) (peer.port() >>> 8), (byte) peer.port()),
            Bytes.wrap(peer.host().getBytes(UTF_8)));
    return RecordEnvelope.seal(RecordEnvelope.VERSION, content.toArray());
  }

  static PeerRecord decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open("a peer", sealed, PeerCodec::decodeContent);
  }

  private static PeerRecord decodeContent(Bytes content) throws DecodeException {
    if (content.size() < HOST) {
      throw new DecodeException(content.size() + " bytes are no peer");
    }
    return new PeerRecord(
        new PublicKey(content.slice(0, KEY_SIZE)),
        new String(content.slice(HOST).toArray(), UTF_8),
        content.unsigned(KEY_SIZE) << 8 | content.unsigned(KEY_SIZE + 1));
  }
}
