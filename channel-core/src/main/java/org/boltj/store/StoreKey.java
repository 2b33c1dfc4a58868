package org.boltj.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hkdf;

/**
 * The secret under which a store encrypts its records, 32 bytes. The application keeps it apart
 * from the store: whoever has both can spend what the channels hold; who has lost it has lost the
 * store. It need not be kept in memory after the store is open: {@link #close} overwrites this copy
 * (the JDK's ciphers keep theirs until the store is closed and collected). A store that is open
 * goes on working; opening one with a closed key throws {@link IllegalStateException}. May be used
 * by many threads.
 */
public final class StoreKey implements AutoCloseable {
  public static final int SIZE = 32;

  private final byte[] secret;
  private boolean closed;

  private StoreKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * A copy of the secret; the caller may overwrite the array.
   *
   * @param secret 32 bytes that nobody can guess: random ones, or those of a slow key derivation
   * @throws IllegalArgumentException when it has another size, or is all zeros: an array that was
   *     overwritten too early
   */
  public static StoreKey of(byte[] secret) {
    if (secret.length != SIZE) {
      throw new IllegalArgumentException("a store's key has 32 bytes, not " + secret.length);
    }
    if (Bytes.of(secret).equalsConstantTime(Bytes.zeros(SIZE))) {
      throw new IllegalArgumentException("a store's key cannot be all zeros");
    }
    return new StoreKey(secret.clone());
  }

  /**
   * A key of 32 bytes for one purpose: HKDF-SHA256 (RFC 5869) of the secret.
   *
   * @throws IllegalStateException after {@link #close}
   */
  synchronized Bytes derive(String purpose) {
    if (closed) {
      throw new IllegalStateException(
          "the key is closed: no store can be opened with it, make another with StoreKey.of");
    }
    return Hkdf.derive(
        Bytes.EMPTY, Bytes.wrap(secret), Bytes.wrap(purpose.getBytes(US_ASCII)), SIZE);
  }

  /** Overwrites the secret; the key cannot be used afterwards. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(secret, (byte) 0);
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "StoreKey(**)";
  }
}
