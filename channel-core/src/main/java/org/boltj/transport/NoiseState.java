package org.boltj.transport;

import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Hkdf;
import org.boltj.crypto.Secp256k1;

/**
 * The values {@code ck}, {@code h} and {@code temp_k} of BOLT 8, "Handshake State". Immutable; has
 * no {@code toString} because it is secret.
 */
final class NoiseState {
  static final int TAG_SIZE = ChaCha20Poly1305.TAG_SIZE;
  static final int POINT_SIZE = 33;
  static final Bytes VERSION = Bytes.of((byte) 0);

  private static final Bytes PROTOCOL_NAME = ascii("Noise_XK_secp256k1_ChaChaPoly_SHA256");
  private static final Bytes PROLOGUE = ascii("lightning");

  private final Bytes chainingKey;
  private final Bytes hash;
  private final Bytes temporaryKey;

  private NoiseState(Bytes chainingKey, Bytes hash, Bytes temporaryKey) {
    this.chainingKey = chainingKey;
    this.hash = hash;
    this.temporaryKey = temporaryKey;
  }

  /** The state before act one. */
  static NoiseState start(PublicKey responder) {
    Bytes name = Hash.sha256(PROTOCOL_NAME);
    return new NoiseState(name, name, Bytes.EMPTY).mixHash(PROLOGUE).mixHash(responder.value());
  }

  NoiseState mixHash(Bytes data) {
    return new NoiseState(chainingKey, Hash.sha256(hash, data), temporaryKey);
  }

  /** Derives the next temporary key from the result of an ECDH. */
  NoiseState mixKey(Bytes sharedSecret) {
    Bytes keys = Hkdf.derive(chainingKey, sharedSecret, Bytes.EMPTY, 64);
    return new NoiseState(keys.slice(0, 32), hash, keys.slice(32));
  }

  /** {@code encryptWithAD} with the handshake hash as associated data. */
  Bytes seal(long nonce, Bytes plaintext) {
    return ChaCha20Poly1305.seal(temporaryKey, ChaCha20Poly1305.nonce(nonce), hash, plaintext);
  }

  /** {@code decryptWithAD}; {@code what} names the sealed bytes in the error. */
  Bytes open(long nonce, Bytes sealed, String what) throws DecodeException {
    return ChaCha20Poly1305.open(temporaryKey, ChaCha20Poly1305.nonce(nonce), hash, sealed)
        .orElseThrow(() -> new DecodeException(what + " has a wrong tag"));
  }

  /** The keys of the initiator's and the responder's messages, in this order. */
  CipherState[] split() {
    Bytes keys = Hkdf.derive(chainingKey, Bytes.EMPTY, Bytes.EMPTY, 64);
    return new CipherState[] {
      CipherState.start(keys.slice(0, 32), chainingKey),
      CipherState.start(keys.slice(32), chainingKey)
    };
  }

  /** Checks size and version of an act. */
  static void checkFrame(Bytes act, int size, String name) throws DecodeException {
    if (act.size() != size) {
      throw new DecodeException(name + " has " + act.size() + " bytes instead of " + size);
    }
    if (act.get(0) != 0) {
      throw new DecodeException(name + " has the unknown version " + act.unsigned(0));
    }
  }

  /** A key from the wire, checked to be on the curve. */
  static PublicKey point(Bytes value, String act) throws DecodeException {
    if (value.get(0) == 2 || value.get(0) == 3) {
      PublicKey key = new PublicKey(value);
      if (Secp256k1.get().isValid(key)) {
        return key;
      }
    }
    throw new DecodeException(act + " holds a public key that is not valid");
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
