package org.boltj.crypto;

import org.boltj.base.Bytes;

/** HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {
  private static final int HASH_SIZE = 32;

  private Hkdf() {}

  /** Extract, then expand. */
  public static Bytes derive(Bytes salt, Bytes keyMaterial, Bytes info, int size) {
    return expand(extract(salt, keyMaterial), info, size);
  }

  /** The pseudorandom key, 32 bytes. */
  public static Bytes extract(Bytes salt, Bytes keyMaterial) {
    return Hash.hmacSha256(salt, keyMaterial);
  }

  /** Stretches the pseudorandom key to {@code size} bytes, 0 to 8160. */
  public static Bytes expand(Bytes pseudorandomKey, Bytes info, int size) {
    if (size < 0 || size > 255 * HASH_SIZE) {
      throw new IllegalArgumentException("HKDF gives 0 to 8160 bytes, not " + size);
    }
    int blocks = (size + HASH_SIZE - 1) / HASH_SIZE;
    byte[] out = new byte[blocks * HASH_SIZE];
    Bytes previous = Bytes.EMPTY;
    for (int i = 0; i < blocks; i++) {
      previous = Hash.hmacSha256(pseudorandomKey, previous, info, Bytes.of((byte) (i + 1)));
      previous.copyTo(out, i * HASH_SIZE);
    }
    return Bytes.wrap(out).slice(0, size);
  }
}
