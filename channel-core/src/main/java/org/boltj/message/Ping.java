package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * ping: keeps the connection alive and asks for a pong (BOLT 1).
 *
 * @param numPongBytes bytes wanted in the pong; from 65532 on no pong must be sent
 * @param ignored padding
 */
public record Ping(int numPongBytes, Bytes ignored) implements WireMessage {
  /** BOLT 1, ping. */
  public static final int TYPE = 18;

  static Ping decode(WireReader in) throws DecodeException {
    Ping message = new Ping(in.u16(), in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.u16(numPongBytes).bytes16(ignored);
  }

  /** BOLT 1: from this {@code num_pong_bytes} on the ping is not answered. */
  public static final int NO_PONG = 65532;

  /** Whether the receiver must answer with a {@link Pong}. */
  public boolean wantsPong() {
    return numPongBytes < NO_PONG;
  }
}
