package org.boltj.store;

import java.util.Arrays;
import org.boltj.base.Bytes;

/**
 * The secret under which a store encrypts its records, 32 bytes. The application keeps it apart
 * from the store: whoever has both can spend what the channels hold; who has lost it has lost the
 * store. It need not be kept in memory after the store is open: {@link #close} overwrites this copy
 * (the JDK's ciphers keep theirs until the store is closed and collected).
 */
public final class StoreKey implements AutoCloseable {
  public static final int SIZE = 32;

  private final byte[] secret;

  private StoreKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * A copy of the secret; the caller may overwrite the array.
   *
   * @param secret 32 bytes that nobody can guess: random ones, or those of a slow key derivation
   */
  public static StoreKey of(byte[] secret) {
    if (secret.length != SIZE) {
      throw new IllegalArgumentException("a store's key has 32 bytes, not " + secret.length);
    }
    return new StoreKey(secret.clone());
  }

  /** The secret, for what derives keys from it. */
  Bytes secret() {
    return Bytes.wrap(secret);
  }

  StoreKey copy() {
    return new StoreKey(secret.clone());
  }

  /** Overwrites the secret; the key cannot be used afterwards. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "StoreKey(**)";
  }
}
