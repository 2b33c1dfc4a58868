package org.boltj.tx;

import java.nio.ByteBuffer;

/** Bitcoin's CompactSize integer, little-endian. */
final class VarInt {
  private VarInt() {}

  /** Number of bytes that the encoding takes. */
  static int size(int value) {
    return value < 0xfd ? 1 : value < 0x1_0000 ? 3 : 5;
  }

  /** Appends the value to a little-endian buffer. */
  static void put(ByteBuffer out, int value) {
    switch (size(value)) {
      case 1 -> out.put((byte) value);
      case 3 -> out.put((byte) 0xfd).putShort((short) value);
      default -> out.put((byte) 0xfe).putInt(value);
    }
  }
}
