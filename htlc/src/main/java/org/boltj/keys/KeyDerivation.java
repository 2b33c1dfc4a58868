package org.boltj.keys;

import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/** The formulas of BOLT 3, "Key Derivation". Keys off the curve are IllegalArgumentExceptions. */
public final class KeyDerivation {
  private KeyDerivation() {}

  /** basepoint + SHA256(per_commitment_point || basepoint) * G. */
  public static PublicKey publicKey(PublicKey basepoint, PublicKey perCommitmentPoint) {
    return Secp256k1.get().tweak(basepoint, hash(perCommitmentPoint, basepoint));
  }

  /** basepoint_secret + SHA256(per_commitment_point || basepoint). */
  public static PrivateKey privateKey(PrivateKey basepointSecret, PublicKey perCommitmentPoint) {
    return privateKey(
        basepointSecret, Secp256k1.get().publicKey(basepointSecret), perCommitmentPoint);
  }

  /** The same, for a caller that knows the secret's basepoint already. */
  public static PrivateKey privateKey(
      PrivateKey basepointSecret, PublicKey basepoint, PublicKey perCommitmentPoint) {
    return Secp256k1.get().add(basepointSecret, hash(perCommitmentPoint, basepoint));
  }

  /**
   * The {@code revocationpubkey} of the commitments of the side that gave the per-commitment point.
   */
  public static PublicKey revocationPublicKey(
      PublicKey revocationBasepoint, PublicKey perCommitmentPoint) {
    return Secp256k1.get()
        .addMultiples(
            revocationBasepoint,
            hash(revocationBasepoint, perCommitmentPoint),
            perCommitmentPoint,
            hash(perCommitmentPoint, revocationBasepoint));
  }

  /** The private key of {@link #revocationPublicKey}, which needs a secret of each side. */
  public static PrivateKey revocationPrivateKey(
      PrivateKey revocationBasepointSecret, PrivateKey perCommitmentSecret) {
    Secp256k1 curve = Secp256k1.get();
    PublicKey basepoint = curve.publicKey(revocationBasepointSecret);
    PublicKey point = curve.publicKey(perCommitmentSecret);
    return curve.add(
        curve.multiply(revocationBasepointSecret, hash(basepoint, point)),
        curve.multiply(perCommitmentSecret, hash(point, basepoint)));
  }

  private static PrivateKey hash(PublicKey first, PublicKey second) {
    return new PrivateKey(Hash.sha256(first.value(), second.value()));
  }
}
