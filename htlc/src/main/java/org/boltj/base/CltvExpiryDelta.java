package org.boltj.base;

/** cltv_expiry_delta: a number of blocks, 0 to 65535 (BOLT 7). */
public record CltvExpiryDelta(int blocks) implements Comparable<CltvExpiryDelta> {
  public CltvExpiryDelta {
    if (blocks < 0 || blocks > 0xffff) {
      throw new IllegalArgumentException("cltv_expiry_delta must fit 16 bits: " + blocks);
    }
  }

  @Override
  public int compareTo(CltvExpiryDelta other) {
    return Integer.compare(blocks, other.blocks);
  }

  @Override
  public String toString() {
    return blocks + " blocks";
  }
}
