package org.boltj.base;

/** The double SHA-256 of a transaction without witnesses, in wire (internal) byte order. */
public record TxId(Bytes value) implements Comparable<TxId> {
  public TxId {
    value.requireSize(32, "a transaction id");
  }

  public static TxId fromHex(String hex) {
    return new TxId(Bytes.fromHex(hex));
  }

  @Override
  public int compareTo(TxId other) {
    return value.compareTo(other.value);
  }

  /** From the usual display form: hexadecimal, last byte first. */
  public static TxId fromDisplay(String hex) {
    return new TxId(Bytes.fromHex(hex).reversed());
  }

  /** The usual display form: hexadecimal, last byte first. */
  @Override
  public String toString() {
    return value.reversed().toHex();
  }
}
