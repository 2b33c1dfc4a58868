package org.boltj.codec;

import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;

/**
 * Reads the wire form of messages, big-endian (BOLT 1, "Fundamental Types"). Whatever the bytes
 * are, it throws nothing but {@link DecodeException}.
 */
public final class WireReader {
  private final Bytes source;
  private int at;

  public WireReader(Bytes source) {
    this.source = source;
  }

  private long number(int width) throws DecodeException {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = (value << 8) | source.unsigned(at++);
    }
    return value;
  }

  private void need(int width) throws DecodeException {
    if (width > remaining()) {
      throw new DecodeException(
          "truncated: " + width + " bytes expected at " + at + ", " + remaining() + " left");
    }
  }

  public int u8() throws DecodeException {
    return (int) number(1);
  }

  public int u16() throws DecodeException {
    return (int) number(2);
  }

  public long u32() throws DecodeException {
    return number(4);
  }

  /** Eight bytes; values from 2^63 on come out negative, see {@link Long#toUnsignedString}. */
  public long u64() throws DecodeException {
    return number(8);
  }

  /** One byte in two's complement, -128 to 127. */
  public int s8() throws DecodeException {
    return (byte) number(1);
  }

  /** Two bytes in two's complement. */
  public int s16() throws DecodeException {
    return (short) number(2);
  }

  /** Four bytes in two's complement. */
  public int s32() throws DecodeException {
    return (int) number(4);
  }

  /** Eight bytes in two's complement. */
  public long s64() throws DecodeException {
    return number(8);
  }

  /** All that remains, as a truncated unsigned integer of at most {@code maxWidth} bytes. */
  public long tu(int maxWidth) throws DecodeException {
    int width = remaining();
    if (width > maxWidth) {
      throw new DecodeException("tu" + maxWidth * 8 + " has " + width + " bytes");
    }
    if (width > 0 && source.get(at) == 0) {
      throw new DecodeException(
          "tu" + maxWidth * 8 + " is not minimal: it starts with a zero byte");
    }
    return number(width);
  }

  /** BigSize (BOLT 1, Appendix A); values from 2^63 on come out negative. */
  public long bigSize() throws DecodeException {
    int first = u8();
    if (first < 0xfd) {
      return first;
    }
    int width = first == 0xfd ? 2 : first == 0xfe ? 4 : 8;
    long value = number(width);
    long smallest = width == 2 ? 0xfd : width == 4 ? 0x1_0000L : 0x1_0000_0000L;
    if (Long.compareUnsigned(value, smallest) < 0) {
      throw new DecodeException("BigSize is not minimal");
    }
    return value;
  }

  public Bytes bytes(int size) throws DecodeException {
    if (size < 0) {
      throw new DecodeException("negative length " + size);
    }
    need(size);
    Bytes value = source.slice(at, at + size);
    at += size;
    return value;
  }

  /** A two-byte length, then that many bytes. */
  public Bytes bytes16() throws DecodeException {
    return bytes(u16());
  }

  /** All that remains. */
  public Bytes rest() throws DecodeException {
    return bytes(remaining());
  }

  /** A compressed point; whether it is on the curve is checked where it is used. */
  public PublicKey point() throws DecodeException {
    Bytes value = bytes(33);
    if (value.get(0) != 2 && value.get(0) != 3) {
      throw new DecodeException("not a compressed point: " + value);
    }
    return new PublicKey(value);
  }

  public Signature signature() throws DecodeException {
    return new Signature(bytes(64));
  }

  public ChannelId channelId() throws DecodeException {
    return new ChannelId(bytes(32));
  }

  public BlockHash chainHash() throws DecodeException {
    return new BlockHash(bytes(32));
  }

  public TxId txId() throws DecodeException {
    return new TxId(bytes(32));
  }

  public ShortChannelId shortChannelId() throws DecodeException {
    return new ShortChannelId(u64());
  }

  /** An amount of money, refused when it is more than 21 million bitcoin. */
  public MilliSatoshi msat() throws DecodeException {
    long msat = u64();
    if (msat < 0 || msat > MilliSatoshi.MAX_MONEY.msat()) {
      throw new DecodeException(
          Long.toUnsignedString(msat) + " msat is more than 21 million bitcoin");
    }
    return MilliSatoshi.of(msat);
  }

  /** An upper limit, for which nodes send any number; from 21 million bitcoin on it is no limit. */
  public MilliSatoshi msatLimit() throws DecodeException {
    long msat = u64();
    return msat < 0 || msat > MilliSatoshi.MAX_MONEY.msat()
        ? MilliSatoshi.MAX_MONEY
        : MilliSatoshi.of(msat);
  }

  /** An amount of money, refused when it is more than 21 million bitcoin. */
  public Satoshi sat() throws DecodeException {
    long sat = u64();
    if (sat < 0 || sat > Satoshi.MAX_MONEY.sat()) {
      throw new DecodeException(
          Long.toUnsignedString(sat) + " sat is more than 21 million bitcoin");
    }
    return Satoshi.of(sat);
  }

  /** Number of bytes not yet read. */
  public int remaining() {
    return source.size() - at;
  }

  public boolean hasRemaining() {
    return remaining() > 0;
  }

  /** Fails when bytes are left over. */
  public void end() throws DecodeException {
    if (hasRemaining()) {
      throw new DecodeException(remaining() + " bytes too many");
    }
  }
}
