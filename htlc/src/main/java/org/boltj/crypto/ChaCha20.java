package org.boltj.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.boltj.base.Bytes;

/** The stream cipher of RFC 8439: key of 32 bytes, nonce of 12 bytes, block counter from 0. */
public final class ChaCha20 {
  private static final String ALGORITHM = "ChaCha20";
  private static final Bytes ZERO_NONCE = Bytes.zeros(12);
  private static final Provider PROVIDER = Ciphers.providerOf(ALGORITHM);

  private ChaCha20() {}

  /** The first {@code size} bytes of the key stream under the zero nonce (BOLT 4). */
  public static Bytes stream(Bytes key, int size) {
    return xor(key, ZERO_NONCE, Bytes.zeros(size));
  }

  /** The data XOR the key stream: encrypts and decrypts. */
  public static Bytes xor(Bytes key, Bytes nonce, Bytes data) {
    return xor(key, nonce, 0, data);
  }

  /**
   * As {@link #xor(Bytes, Bytes, Bytes)}, with the key stream from the given block of 64 bytes on.
   */
  public static Bytes xor(Bytes key, Bytes nonce, int firstBlock, Bytes data) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM, PROVIDER);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key.requireSize(32, "a key").toArray(), ALGORITHM),
          new ChaCha20ParameterSpec(nonce.requireSize(12, "a nonce").toArray(), firstBlock));
      return Bytes.wrap(cipher.doFinal(data.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
