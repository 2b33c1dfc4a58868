package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireWriter;

/**
 * A message of a type that is not defined here (BOLT 1): ignored when the type is odd; the
 * connection is closed when it is even.
 */
public record UnknownMessage(int type, Bytes payload) implements WireMessage {
  /** Whether the receiver had to understand it. */
  public boolean isRequired() {
    return type % 2 == 0;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.bytes(payload);
  }
}
