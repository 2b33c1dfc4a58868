package org.boltj.keys;

import org.boltj.base.PublicKey;

/**
 * The keys in one commitment transaction, seen from its holder: the side that can publish it, which
 * BOLT 3 calls local.
 *
 * @param perCommitmentPoint of the holder
 * @param delayedPubkey of the holder: {@code local_delayedpubkey}
 * @param htlcPubkey of the holder: {@code local_htlcpubkey}
 * @param counterpartyHtlcPubkey {@code remote_htlcpubkey}
 * @param counterpartyPaymentPubkey {@code remotepubkey}, the counterparty's payment_basepoint
 * @param revocationPubkey of the counterparty, once the commitment is revoked
 */
public record CommitmentKeys(
    PublicKey perCommitmentPoint,
    PublicKey delayedPubkey,
    PublicKey htlcPubkey,
    PublicKey counterpartyHtlcPubkey,
    PublicKey counterpartyPaymentPubkey,
    PublicKey revocationPubkey) {

  /** Derives all keys for the holder's per-commitment point, which must be on the curve. */
  public static CommitmentKeys derive(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    return new CommitmentKeys(
        perCommitmentPoint,
        KeyDerivation.publicKey(holder.delayedPaymentBasepoint(), perCommitmentPoint),
        KeyDerivation.publicKey(holder.htlcBasepoint(), perCommitmentPoint),
        KeyDerivation.publicKey(counterparty.htlcBasepoint(), perCommitmentPoint),
        counterparty.paymentBasepoint(),
        KeyDerivation.revocationPublicKey(counterparty.revocationBasepoint(), perCommitmentPoint));
  }
}
