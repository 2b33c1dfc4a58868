package org.boltj.base;

/** cltv_expiry: an absolute block height after which an HTLC can be refunded (BOLT 2). */
public record CltvExpiry(long height) implements Comparable<CltvExpiry> {
  /** BOLT 2: from this number on Bitcoin reads a lock time as seconds, so it cannot be a height. */
  public static final long LIMIT = 500_000_000L;

  public CltvExpiry {
    if (height < 0 || height > 0xffffffffL) {
      throw new IllegalArgumentException("cltv_expiry must fit 32 bits without sign: " + height);
    }
  }

  public CltvExpiry plus(CltvExpiryDelta delta) {
    return new CltvExpiry(height + delta.blocks());
  }

  public CltvExpiry minus(CltvExpiryDelta delta) {
    return new CltvExpiry(height - delta.blocks());
  }

  @Override
  public int compareTo(CltvExpiry other) {
    return Long.compare(height, other.height);
  }

  @Override
  public String toString() {
    return "height " + height;
  }
}
