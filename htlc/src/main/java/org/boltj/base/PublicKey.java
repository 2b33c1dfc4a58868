package org.boltj.base;

/**
 * A compressed point on secp256k1, 33 bytes. Only size and prefix are checked here; {@code
 * Secp256k1.isValid} tells whether it lies on the curve.
 */
public record PublicKey(Bytes value) implements Comparable<PublicKey> {
  public PublicKey {
    value.requireSize(33, "a public key");
    if (value.get(0) != 2 && value.get(0) != 3) {
      throw new IllegalArgumentException("a compressed public key starts with 02 or 03: " + value);
    }
  }

  public static PublicKey fromHex(String hex) {
    return new PublicKey(Bytes.fromHex(hex));
  }

  @Override
  public int compareTo(PublicKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
