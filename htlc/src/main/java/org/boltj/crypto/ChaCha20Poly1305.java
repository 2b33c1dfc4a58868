package org.boltj.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.boltj.base.Bytes;

/**
 * The authenticated cipher of RFC 8439: key of 32 bytes, nonce of 12 bytes, tag of 16 bytes behind
 * the ciphertext. Uses the JDK's cipher, which computes on vector registers.
 */
public final class ChaCha20Poly1305 {
  public static final int TAG_SIZE = 16;

  private static final String ALGORITHM = "ChaCha20-Poly1305";

  /** Asked for once, as the look-up takes longer than a short message. */
  private static final Provider PROVIDER = Ciphers.providerOf(ALGORITHM);

  private ChaCha20Poly1305() {}

  /** The nonce of BOLT 8: 32 zero bits, then the counter in little-endian order. */
  public static Bytes nonce(long counter) {
    byte[] nonce = new byte[12];
    for (int i = 0; i < 8; i++) {
      nonce[4 + i] = (byte) (counter >>> (8 * i));
    }
    return Bytes.wrap(nonce);
  }

  /** Ciphertext, then the tag. */
  public static Bytes seal(Bytes key, Bytes nonce, Bytes associatedData, Bytes plaintext) {
    byte[] sealed = new byte[plaintext.size() + TAG_SIZE];
    plaintext.copyTo(sealed, 0);
    sealInPlace(key, nonce, associatedData, sealed, 0, plaintext.size());
    return Bytes.wrap(sealed);
  }

  /** The plaintext, or empty when the tag is missing or wrong. */
  public static Optional<Bytes> open(Bytes key, Bytes nonce, Bytes associatedData, Bytes sealed) {
    if (sealed.size() < TAG_SIZE) {
      return Optional.empty();
    }
    byte[] plaintext = new byte[sealed.size() - TAG_SIZE];
    boolean right = open(key, nonce, associatedData, sealed.toArray(), 0, plaintext);
    return right ? Optional.of(Bytes.wrap(plaintext)) : Optional.empty();
  }

  /**
   * Encrypts {@code size} bytes at {@code at} where they are; the tag overwrites the 16 bytes
   * behind them.
   */
  public static void sealInPlace(
      Bytes key, Bytes nonce, Bytes associatedData, byte[] buffer, int at, int size) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData);
      cipher.doFinal(buffer, at, size, buffer, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Decrypts as many bytes as {@code plaintext} has, plus their tag, from {@code at} of {@code
   * sealed}.
   *
   * @return false when the tag is wrong; {@code plaintext} then holds nothing of use
   */
  public static boolean open(
      Bytes key, Bytes nonce, Bytes associatedData, byte[] sealed, int at, byte[] plaintext) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData);
      cipher.doFinal(sealed, at, plaintext.length + TAG_SIZE, plaintext, 0);
      return true;
    } catch (AEADBadTagException wrongTag) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, Bytes key, Bytes nonce, Bytes associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM, PROVIDER);
    cipher.init(
        mode,
        new SecretKeySpec(key.requireSize(32, "a key").toArray(), "ChaCha20"),
        new IvParameterSpec(nonce.requireSize(12, "a nonce").toArray()));
    if (!associatedData.isEmpty()) {
      cipher.updateAAD(associatedData.toArray());
    }
    return cipher;
  }
}
