package org.boltj.keys;

import com.google.errorprone.annotations.concurrent.LazyInit;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys in one commitment transaction, seen from its holder: the side that can publish it, which
 * BOLT 3 calls local. Equal when the commitment's holder, counterparty and point are.
 *
 * <p>The keys of HTLCs are derived when they are first asked for: a commitment without HTLC outputs
 * needs none.
 */
public final class CommitmentKeys {
  private final ChannelBasepoints holder;
  private final ChannelBasepoints counterparty;
  private final PublicKey perCommitmentPoint;
  private final PublicKey delayedPubkey;
  private final PublicKey revocationPubkey;
  @LazyInit private @Nullable PublicKey htlcPubkey;
  @LazyInit private @Nullable PublicKey counterpartyHtlcPubkey;

  private CommitmentKeys(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    this.holder = holder;
    this.counterparty = counterparty;
    this.perCommitmentPoint = perCommitmentPoint;
    this.delayedPubkey =
        KeyDerivation.publicKey(holder.delayedPaymentBasepoint(), perCommitmentPoint);
    this.revocationPubkey =
        KeyDerivation.revocationPublicKey(counterparty.revocationBasepoint(), perCommitmentPoint);
  }

  /** All keys for the holder's per-commitment point, which must be on the curve. */
  public static CommitmentKeys derive(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    return new CommitmentKeys(holder, counterparty, perCommitmentPoint);
  }

  /** Of the holder. */
  public PublicKey perCommitmentPoint() {
    return perCommitmentPoint;
  }

  /** Of the holder: {@code local_delayedpubkey}. */
  public PublicKey delayedPubkey() {
    return delayedPubkey;
  }

  /** Of the holder: {@code local_htlcpubkey}. */
  public PublicKey htlcPubkey() {
    PublicKey known = htlcPubkey;
    if (known == null) {
      known = KeyDerivation.publicKey(holder.htlcBasepoint(), perCommitmentPoint);
      htlcPubkey = known;
    }
    return known;
  }

  /** {@code remote_htlcpubkey}. */
  public PublicKey counterpartyHtlcPubkey() {
    PublicKey known = counterpartyHtlcPubkey;
    if (known == null) {
      known = KeyDerivation.publicKey(counterparty.htlcBasepoint(), perCommitmentPoint);
      counterpartyHtlcPubkey = known;
    }
    return known;
  }

  /** {@code remotepubkey}, the counterparty's payment_basepoint. */
  public PublicKey counterpartyPaymentPubkey() {
    return counterparty.paymentBasepoint();
  }

  /** Of the counterparty, once the commitment is revoked. */
  public PublicKey revocationPubkey() {
    return revocationPubkey;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CommitmentKeys keys
        && keys.perCommitmentPoint.equals(perCommitmentPoint)
        && keys.holder.equals(holder)
        && keys.counterparty.equals(counterparty);
  }

  @Override
  public int hashCode() {
    return perCommitmentPoint.hashCode();
  }
}
