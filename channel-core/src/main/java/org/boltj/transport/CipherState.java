package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.boltj.crypto.Hkdf;

/**
 * The cipher of one direction (BOLT 8, "Lightning Message Specification"). Immutable: each use
 * gives the state to use next, which has another nonce and, after 1000 uses, another key. Has no
 * {@code toString} because it is secret.
 *
 * <p>On the wire a message is a frame: its length (2 bytes) and a tag, then the message and a tag.
 */
public final class CipherState {
  /** The longest message of the protocol, in bytes. */
  public static final int MAX_MESSAGE_SIZE = 65535;

  /** Size of the encrypted length with its tag, in bytes. */
  public static final int HEADER_SIZE = 2 + ChaCha20Poly1305.TAG_SIZE;

  /** What a frame adds to the message, in bytes. */
  public static final int OVERHEAD = HEADER_SIZE + ChaCha20Poly1305.TAG_SIZE;

  private static final int USES_OF_A_KEY = 1000;

  private final Bytes key;
  private final Bytes chainingKey;
  private final int nonce;

  private CipherState(Bytes key, Bytes chainingKey, int nonce) {
    this.key = key;
    this.chainingKey = chainingKey;
    this.nonce = nonce;
  }

  static CipherState start(Bytes key, Bytes chainingKey) {
    return new CipherState(
        key.requireSize(32, "a key"), chainingKey.requireSize(32, "a chaining key"), 0);
  }

  /** A frame and the state for the next one. */
  public record Encrypted(Bytes frame, CipherState next) {}

  /** The length of the message that follows, 0 to 65535 bytes, and the state to decrypt it with. */
  public record Length(int size, CipherState next) {}

  /** A message and the state for the next length. */
  public record Decrypted(Bytes message, CipherState next) {}

  public Encrypted encrypt(Bytes message) {
    byte[] frame = new byte[message.size() + OVERHEAD];
    CipherState next = encrypt(message, frame, 0);
    return new Encrypted(Bytes.wrap(frame), next);
  }

  /**
   * Writes the frame of a message to {@code target}, which has room for the message and {@link
   * #OVERHEAD} bytes behind {@code at}.
   *
   * @return the state for the next frame
   */
  CipherState encrypt(Bytes message, byte[] target, int at) {
    int size = message.size();
    if (size > MAX_MESSAGE_SIZE) {
      throw new IllegalArgumentException("a message has at most 65535 bytes, not " + size);
    }
    target[at] = (byte) (size >> 8);
    target[at + 1] = (byte) size;
    seal(target, at, 2);
    CipherState body = next();
    message.copyTo(target, at + HEADER_SIZE);
    body.seal(target, at + HEADER_SIZE, size);
    return body.next();
  }

  /** Decrypts {@link #HEADER_SIZE} bytes. */
  public Length decryptLength(Bytes header) throws DecodeException {
    return decryptLength(header.toArray());
  }

  /** Decrypts a message whose tag follows it. */
  public Decrypted decryptMessage(Bytes sealed) throws DecodeException {
    return decryptMessage(sealed.toArray());
  }

  Length decryptLength(byte[] header) throws DecodeException {
    Bytes length = open(header, "the length of a message");
    if (length.size() != 2) {
      throw new DecodeException("the length of a message has " + length.size() + " bytes");
    }
    return new Length((length.unsigned(0) << 8) | length.unsigned(1), next());
  }

  Decrypted decryptMessage(byte[] sealed) throws DecodeException {
    return new Decrypted(open(sealed, "a message"), next());
  }

  private void seal(byte[] buffer, int at, int size) {
    ChaCha20Poly1305.sealInPlace(key, ChaCha20Poly1305.nonce(nonce), Bytes.EMPTY, buffer, at, size);
  }

  private Bytes open(byte[] sealed, String what) throws DecodeException {
    if (sealed.length < ChaCha20Poly1305.TAG_SIZE) {
      throw new DecodeException(what + " is shorter than its tag");
    }
    byte[] plaintext = new byte[sealed.length - ChaCha20Poly1305.TAG_SIZE];
    Bytes at = ChaCha20Poly1305.nonce(nonce);
    if (!ChaCha20Poly1305.open(key, at, Bytes.EMPTY, sealed, 0, plaintext)) {
      throw new DecodeException(what + " has a wrong tag");
    }
    return Bytes.wrap(plaintext);
  }

  private CipherState next() {
    if (nonce + 1 < USES_OF_A_KEY) {
      return new CipherState(key, chainingKey, nonce + 1);
    }
    Bytes keys = Hkdf.derive(chainingKey, key, Bytes.EMPTY, 64);
    return new CipherState(keys.slice(32), keys.slice(0, 32), 0);
  }
}
