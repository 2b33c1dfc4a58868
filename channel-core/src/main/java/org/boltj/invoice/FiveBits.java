package org.boltj.invoice;

import java.io.ByteArrayOutputStream;
import org.boltj.base.Bytes;
import org.boltj.invoice.InvoiceException.Problem;

/** Values of 5 bits, one in each byte: what a bech32 text carries. */
final class FiveBits {
  private FiveBits() {}

  /** 8-bit bytes as values of 5 bits; the last value is filled up with zero bits. */
  static byte[] fromBytes(Bytes bytes) {
    byte[] values = new byte[(bytes.size() * 8 + 4) / 5];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < bytes.size(); i++) {
      held = (held << 8 | bytes.unsigned(i)) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        values[at++] = (byte) (held >>> bits & 31);
      }
    }
    if (bits > 0) {
      values[at] = (byte) (held << (5 - bits) & 31);
    }
    return values;
  }

  /** The bytes; what is left over must be fewer than 5 bits, and zeros. */
  static Bytes toBytes(byte[] values) throws InvoiceException {
    int surplus = values.length * 5 % 8;
    if (surplus >= 5 || (surplus > 0 && (values[values.length - 1] & (1 << surplus) - 1) != 0)) {
      throw new InvoiceException(
          Problem.INVALID_FIELD,
          "padding of " + values.length + " values of 5 bits to bytes is not zero or too long");
    }
    return toBytesPadded(values).slice(0, values.length * 5 / 8);
  }

  /** The bytes; an incomplete last byte is filled up with zero bits. */
  static Bytes toBytesPadded(byte[] values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(values.length * 5 / 8 + 1);
    int bits = 0;
    int held = 0;
    for (byte value : values) {
      held = (held << 5 | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >>> bits);
      }
    }
    if (bits > 0) {
      bytes.write(held << (8 - bits));
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /** A big-endian number with as few values as possible; zero has none. */
  static byte[] fromNumber(long number) {
    return fromNumber(number, (64 - Long.numberOfLeadingZeros(number) + 4) / 5);
  }

  /** A big-endian number with that many values. */
  static byte[] fromNumber(long number, int size) {
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) ((number >>> (5 * (size - 1 - i))) & 31);
    }
    return values;
  }

  /** A big-endian number below 2^60; {@code values} are at most 12. */
  static long toNumber(byte[] values) {
    long number = 0;
    for (byte value : values) {
      number = number << 5 | value;
    }
    return number;
  }
}
