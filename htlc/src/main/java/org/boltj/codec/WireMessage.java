package org.boltj.codec;

import org.boltj.base.Bytes;

/** A message of the Lightning protocol: a two-byte type and a payload (BOLT 1). */
public interface WireMessage {
  /** The message type, 0 to 65535. Even types must be understood by the receiver. */
  int type();

  /** Writes the payload, without the type. */
  void writePayload(WireWriter out);

  /** Type and payload, at most 65535 bytes. */
  default Bytes encode() {
    WireWriter out = new WireWriter();
    out.u16(type());
    writePayload(out);
    return out.toBytes();
  }
}
