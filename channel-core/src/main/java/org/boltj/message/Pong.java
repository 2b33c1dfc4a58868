package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * pong: the answer to a ping (BOLT 1).
 *
 * @param ignored as many bytes as the ping asked for
 */
public record Pong(Bytes ignored) implements WireMessage {
  /** BOLT 1, pong. */
  public static final int TYPE = 19;

  static Pong decode(WireReader in) throws DecodeException {
    Pong message = new Pong(in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.bytes16(ignored);
  }
}
