package org.boltj.base;

/**
 * A secp256k1 private key, 32 bytes, big-endian; between 1 and the group order, which is checked
 * where it is used.
 */
public record PrivateKey(Bytes value) {
  public PrivateKey {
    value.requireSize(32, "a private key");
  }

  public static PrivateKey fromHex(String hex) {
    return new PrivateKey(Bytes.fromHex(hex));
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "PrivateKey(**)";
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PrivateKey that && value.equalsConstantTime(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
