package org.boltj.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.boltj.base.Bytes;

/**
 * XAES-256-GCM (c2sp.org/XAES-256-GCM): AES-256-GCM under a key that is derived from the first half
 * of a nonce of 24 bytes. Such a nonce may be drawn at random for each message: 2<sup>80</sup>
 * messages under one key repeat one with a probability below 2<sup>-32</sup>, where the 12 bytes of
 * plain AES-GCM allow 2<sup>32</sup> messages. Used by one thread at a time.
 */
public final class Xaes256Gcm {
  public static final int KEY_SIZE = 32;
  public static final int NONCE_SIZE = 24;
  public static final int TAG_SIZE = 16;

  private static final int BLOCK_SIZE = 16;
  private static final String GCM = "AES/GCM/NoPadding";

  /** Asked for once, as the look-up takes longer than a short message. */
  private static final Provider PROVIDER = Ciphers.providerOf(GCM);

  private final Cipher block;
  private final Cipher gcm;

  /** The subkey of CMAC for whole blocks. */
  private final byte[] subkey;

  /**
   * @param key 32 bytes
   */
  public Xaes256Gcm(Bytes key) {
    try {
      block = Cipher.getInstance("AES/ECB/NoPadding", PROVIDER);
      block.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key.requireSize(KEY_SIZE, "a key").toArray(), "AES"));
      gcm = Cipher.getInstance(GCM, PROVIDER);
      subkey = doubled(block.doFinal(new byte[BLOCK_SIZE]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Twice the number in the field of 2^128 elements, the most significant bit first. */
  private static byte[] doubled(byte[] number) {
    byte[] twice = new byte[BLOCK_SIZE];
    int carry = 0;
    for (int i = BLOCK_SIZE - 1; i >= 0; i--) {
      twice[i] = (byte) (number[i] << 1 | carry);
      carry = (number[i] & 0x80) >>> 7;
    }
    twice[BLOCK_SIZE - 1] ^= (byte) (carry * 0x87);
    return twice;
  }

  /**
   * Ciphertext, then the tag, into {@code sealed}.
   *
   * @param nonce 24 bytes, never used before
   * @param sealed where it goes, from {@code at}
   */
  public void seal(byte[] nonce, byte[] associatedData, byte[] plaintext, byte[] sealed, int at) {
    try {
      start(Cipher.ENCRYPT_MODE, nonce, associatedData);
      gcm.doFinal(plaintext, 0, plaintext.length, sealed, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The plaintext of what stands in {@code sealed} from {@code at}; empty when it was changed. */
  public Optional<byte[]> open(byte[] nonce, byte[] associatedData, byte[] sealed, int at) {
    if (sealed.length - at < TAG_SIZE) {
      return Optional.empty();
    }
    try {
      start(Cipher.DECRYPT_MODE, nonce, associatedData);
      return Optional.of(gcm.doFinal(sealed, at, sealed.length - at));
    } catch (AEADBadTagException wrongTag) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(int mode, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    if (nonce.length != NONCE_SIZE) {
      throw new IllegalArgumentException("a nonce has 24 bytes, not " + nonce.length);
    }
    byte[] key = derive(nonce);
    gcm.init(
        mode,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(8 * TAG_SIZE, nonce, NONCE_SIZE / 2, NONCE_SIZE / 2));
    Arrays.fill(key, (byte) 0);
    gcm.updateAAD(associatedData);
  }

  /** Two blocks of the key derivation of NIST SP 800-108r1 with CMAC, counter first. */
  private byte[] derive(byte[] nonce) throws GeneralSecurityException {
    byte[] messages = new byte[2 * BLOCK_SIZE];
    for (int i = 0; i < 2; i++) {
      int from = i * BLOCK_SIZE;
      messages[from + 1] = (byte) (i + 1);
      messages[from + 2] = 'X';
      System.arraycopy(nonce, 0, messages, from + 4, NONCE_SIZE / 2);
      for (int j = 0; j < BLOCK_SIZE; j++) {
        messages[from + j] ^= subkey[j];
      }
    }
    return block.doFinal(messages);
  }
}
