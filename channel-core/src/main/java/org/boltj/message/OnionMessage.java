package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * onion_message: a message in an onion, outside of channels (BOLT 4).
 *
 * @param pathKey for the blinded path
 * @param onionMessagePacket usually 1366 or 32834 bytes
 */
public record OnionMessage(PublicKey pathKey, Bytes onionMessagePacket) implements WireMessage {
  /** BOLT 4, onion_message. */
  public static final int TYPE = 513;

  static OnionMessage decode(WireReader in) throws DecodeException {
    OnionMessage message = new OnionMessage(in.point(), in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.point(pathKey).bytes16(onionMessagePacket);
  }
}
