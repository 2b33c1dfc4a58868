package org.boltj.base;

/**
 * short_channel_id: block height (3 bytes), transaction index (3 bytes) and output index (2 bytes)
 * of the funding output (BOLT 7), or an alias of the same shape (BOLT 2, channel_ready).
 */
public record ShortChannelId(long value) implements Comparable<ShortChannelId> {
  public static ShortChannelId of(int blockHeight, int txIndex, int outputIndex) {
    if (blockHeight < 0 || blockHeight >= 1 << 24) {
      throw new IllegalArgumentException("block height must fit 24 bits: " + blockHeight);
    }
    if (txIndex < 0 || txIndex >= 1 << 24) {
      throw new IllegalArgumentException("transaction index must fit 24 bits: " + txIndex);
    }
    if (outputIndex < 0 || outputIndex >= 1 << 16) {
      throw new IllegalArgumentException("output index must fit 16 bits: " + outputIndex);
    }
    return new ShortChannelId(((long) blockHeight << 40) | ((long) txIndex << 16) | outputIndex);
  }

  /** Parses the form {@code 539268x845x1}. */
  public static ShortChannelId parse(String text) {
    String[] parts = text.split("x", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a short_channel_id looks like 539268x845x1, not like " + text);
    }
    return of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  public int blockHeight() {
    return (int) (value >>> 40);
  }

  public int txIndex() {
    return (int) (value >>> 16) & 0xffffff;
  }

  public int outputIndex() {
    return (int) value & 0xffff;
  }

  /** Order of the unsigned numbers, which is the order of blocks. */
  @Override
  public int compareTo(ShortChannelId other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return blockHeight() + "x" + txIndex() + "x" + outputIndex();
  }
}
