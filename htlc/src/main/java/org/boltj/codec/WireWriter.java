package org.boltj.codec;

import java.util.Arrays;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;

/** Builds the wire form of messages, big-endian (BOLT 1, "Fundamental Types"). */
public final class WireWriter {
  private byte[] buffer = new byte[128];
  private int size;

  private void room(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }

  private WireWriter number(long value, int width) {
    room(width);
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private WireWriter unsigned(long value, int width) {
    if (value < 0 || (width < 8 && value >>> (width * 8) != 0)) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bytes without sign");
    }
    return number(value, width);
  }

  private WireWriter signed(int value, int width) {
    int limit = 1 << (width * 8 - 1);
    if (value < -limit || value >= limit) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bytes with sign");
    }
    return number(value, width);
  }

  public WireWriter u8(int value) {
    return unsigned(value, 1);
  }

  public WireWriter u16(int value) {
    return unsigned(value, 2);
  }

  public WireWriter u32(long value) {
    return unsigned(value, 4);
  }

  /** Eight bytes; a negative number stands for its unsigned value. */
  public WireWriter u64(long value) {
    return number(value, 8);
  }

  /** One byte in two's complement, -128 to 127. */
  public WireWriter s8(int value) {
    return signed(value, 1);
  }

  /** Two bytes in two's complement, -32768 to 32767. */
  public WireWriter s16(int value) {
    return signed(value, 2);
  }

  /** Four bytes in two's complement. */
  public WireWriter s32(int value) {
    return number(value, 4);
  }

  /** Eight bytes in two's complement. */
  public WireWriter s64(long value) {
    return number(value, 8);
  }

  /** Truncated unsigned integer: leading zero bytes are left out; zero has no bytes at all. */
  public WireWriter tu(long value) {
    return number(value, (64 - Long.numberOfLeadingZeros(value) + 7) / 8);
  }

  /** BigSize of an unsigned 64-bit value (BOLT 1, Appendix A). */
  public WireWriter bigSize(long value) {
    if (value >= 0 && value < 0xfd) {
      return number(value, 1);
    }
    if (value >>> 16 == 0) {
      return number(0xfd, 1).number(value, 2);
    }
    if (value >>> 32 == 0) {
      return number(0xfe, 1).number(value, 4);
    }
    return number(0xff, 1).number(value, 8);
  }

  public WireWriter bytes(Bytes value) {
    room(value.size());
    value.copyTo(buffer, size);
    size += value.size();
    return this;
  }

  /** A two-byte length, then the bytes. */
  public WireWriter bytes16(Bytes value) {
    return u16(value.size()).bytes(value);
  }

  public WireWriter point(PublicKey value) {
    return bytes(value.value());
  }

  public WireWriter signature(Signature value) {
    return bytes(value.value());
  }

  public WireWriter channelId(ChannelId value) {
    return bytes(value.value());
  }

  public WireWriter chainHash(BlockHash value) {
    return bytes(value.value());
  }

  public WireWriter txId(TxId value) {
    return bytes(value.value());
  }

  public WireWriter shortChannelId(ShortChannelId value) {
    return u64(value.value());
  }

  public WireWriter msat(MilliSatoshi value) {
    return u64(value.msat());
  }

  public WireWriter sat(Satoshi value) {
    return u64(value.sat());
  }

  public WireWriter tlvs(TlvStream stream) {
    stream.write(this);
    return this;
  }

  /** Number of bytes written so far. */
  public int size() {
    return size;
  }

  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(buffer, size));
  }
}
