package org.boltj.base;

/**
 * An ECDSA or Schnorr signature in the compact form of the wire: r then s (or R.x then s), 64
 * bytes.
 */
public record Signature(Bytes value) {
  public Signature {
    value.requireSize(64, "a signature");
  }

  public static Signature fromHex(String hex) {
    return new Signature(Bytes.fromHex(hex));
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
