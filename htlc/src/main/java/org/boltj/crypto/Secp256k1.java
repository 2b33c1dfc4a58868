package org.boltj.crypto;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;

/**
 * The curve secp256k1 and its signatures: the one interface behind which providers of cryptography
 * are exchanged.
 *
 * <p>{@link #get()} gives libsecp256k1 through JNI where it loads, else Bouncy Castle; the system
 * property {@code boltj.crypto} set to {@code native} or {@code java} asks for one of them. All
 * methods are safe for use by several threads. Unless said otherwise, a key that is not valid (not
 * on the curve, zero, or not below the group order) is an {@link IllegalArgumentException}.
 */
public interface Secp256k1 {
  /** The provider of this process. */
  static Secp256k1 get() {
    return Providers.CHOSEN;
  }

  /** For logs and benchmarks: {@code libsecp256k1} or {@code Bouncy Castle}. */
  String name();

  boolean isValid(PublicKey key);

  boolean isValid(PrivateKey key);

  PublicKey publicKey(PrivateKey key);

  /** ECDSA with the nonce of RFC 6979 and low S, over a 32-byte hash. */
  Signature sign(Bytes hash, PrivateKey key);

  /**
   * Whether the ECDSA signature is right. High-S signatures are refused (BOLT 2 relies on it).
   * Never throws for any key or signature that came off the wire: those are simply not right.
   */
  boolean verify(Signature signature, Bytes hash, PublicKey key);

  /** ECDSA signature with the recovery id 0 to 3 that BOLT 11 appends. */
  RecoverableSignature signRecoverable(Bytes hash, PrivateKey key);

  /** The key that made the signature, or empty when there is none. */
  Optional<PublicKey> recover(RecoverableSignature signature, Bytes hash);

  /** SHA-256 of the compressed shared point (BOLT 4 and BOLT 8). */
  Bytes ecdh(PrivateKey key, PublicKey other);

  PublicKey add(PublicKey a, PublicKey b);

  /** The point times the 32-byte scalar. */
  PublicKey multiply(PublicKey point, PrivateKey scalar);

  /** The point plus the 32-byte scalar times the generator. The scalar need not be kept secret. */
  default PublicKey tweak(PublicKey point, PrivateKey scalar) {
    return add(point, publicKey(scalar));
  }

  /** The sum of two points, each times its 32-byte scalar. */
  default PublicKey addMultiples(PublicKey a, PrivateKey times, PublicKey b, PrivateKey timesB) {
    return add(multiply(a, times), multiply(b, timesB));
  }

  PrivateKey add(PrivateKey a, PrivateKey b);

  PrivateKey multiply(PrivateKey a, PrivateKey b);

  /** BIP 340, over a 32-byte hash, without auxiliary randomness. */
  Signature signSchnorr(Bytes hash, PrivateKey key);

  /** BIP 340; {@code xOnlyKey} has 32 bytes. Never throws. */
  boolean verifySchnorr(Signature signature, Bytes hash, Bytes xOnlyKey);
}
