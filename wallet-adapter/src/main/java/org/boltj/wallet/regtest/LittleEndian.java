package org.boltj.wallet.regtest;

import java.io.ByteArrayOutputStream;
import org.boltj.base.Bytes;

/** Writes the little-endian integers of Bitcoin's block format. */
final class LittleEndian {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LittleEndian u32(long value) {
    return number(value, 4);
  }

  LittleEndian bytes(Bytes value) {
    out.writeBytes(value.toArray());
    return this;
  }

  /** Bitcoin's variable-length count (CompactSize). */
  LittleEndian compactSize(long value) {
    if (value < 0xfd) {
      return number(value, 1);
    }
    if (value <= 0xffff) {
      return number(0xfd, 1).number(value, 2);
    }
    return number(0xfe, 1).number(value, 4);
  }

  private LittleEndian number(long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Bytes toBytes() {
    return Bytes.wrap(out.toByteArray());
  }
}
