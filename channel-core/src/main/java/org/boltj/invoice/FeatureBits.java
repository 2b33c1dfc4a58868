package org.boltj.invoice;

import org.boltj.base.Bytes;
import org.boltj.base.Features;

/** The {@code 9} field: features as values of 5 bits, aligned at their end (BOLT 11). */
final class FeatureBits {
  private FeatureBits() {}

  static Features fromFiveBits(byte[] values) {
    // In front, so that the last value ends at the end of a byte.
    int missing = (8 - values.length * 5 % 8) % 8;
    byte[] wire = new byte[(values.length * 5 + missing) / 8];
    int bit = missing;
    for (byte value : values) {
      for (int i = 4; i >= 0; i--, bit++) {
        wire[bit / 8] |= (byte) ((value >>> i & 1) << (7 - bit % 8));
      }
    }
    return Features.decode(Bytes.wrap(wire));
  }

  /** With no zero value in front; empty for no features. */
  static byte[] toFiveBits(Features features) {
    Bytes wire = features.encode();
    int bits = wire.size() * 8;
    int size = (bits + 4) / 5;
    byte[] values = new byte[size];
    for (int fromEnd = 0; fromEnd < bits; fromEnd++) {
      int bit = wire.unsigned(wire.size() - 1 - fromEnd / 8) >>> fromEnd % 8 & 1;
      values[size - 1 - fromEnd / 5] |= (byte) (bit << fromEnd % 5);
    }
    int from = 0;
    while (from < size && values[from] == 0) {
      from++;
    }
    return Bytes.wrap(values).slice(from).toArray();
  }
}
