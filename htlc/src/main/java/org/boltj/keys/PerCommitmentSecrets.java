package org.boltj.keys;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/** The per-commitment secrets of one side, all from one seed (BOLT 3, "Per-commitment Secret"). */
public final class PerCommitmentSecrets {
  /** Secrets whose indexes agree but for so many bits share a base, which is remembered. */
  private static final int LOW_BITS = 12;

  private final Bytes seed;
  private volatile Base last;

  private record Base(long highBits, Bytes value) {}

  /**
   * @param seed 32 secret bytes, used for this channel only
   */
  public PerCommitmentSecrets(Bytes seed) {
    this.seed = seed.requireSize(32, "a seed");
    this.last = base(0);
  }

  /** The secret at the index, 2^48 - 1 (the first one used) down to 0. */
  public PrivateKey secretAt(long index) {
    long highBits = CommitmentNumber.requireValid(index) >>> LOW_BITS;
    Base base = last;
    if (base.highBits() != highBits) {
      base = base(highBits);
      last = base;
    }
    return new PrivateKey(derive(base.value(), LOW_BITS, index));
  }

  private Base base(long highBits) {
    return new Base(highBits, derive(seed, 48, highBits << LOW_BITS));
  }

  /** The secret of the commitment with that number, 0 or more. */
  public PrivateKey secret(long commitmentNumber) {
    return secretAt(CommitmentNumber.toSecretIndex(commitmentNumber));
  }

  /** The point of the commitment with that number, 0 or more. */
  public PublicKey point(long commitmentNumber) {
    return Secp256k1.get().publicKey(secret(commitmentNumber));
  }

  /**
   * {@code derive_secret} of BOLT 3: from a base that shares all bits but the lowest {@code bits}.
   */
  static Bytes derive(Bytes base, int bits, long index) {
    Bytes value = base;
    for (int bit = bits - 1; bit >= 0; bit--) {
      if ((index >>> bit & 1) == 1) {
        byte[] flipped = value.toArray();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        value = Hash.sha256(Bytes.wrap(flipped));
      }
    }
    return value;
  }
}
