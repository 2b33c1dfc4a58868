package org.boltj.sign;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.commitment.ClosingTx;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.Transaction;

/**
 * The keys of one channel. It is given whole transactions with their meaning, not bare hashes, so
 * that a signer in another place can judge what it signs.
 *
 * <p>Commitment numbers count from 0 upwards; {@link org.boltj.keys.CommitmentNumber} gives the
 * index of their secrets.
 */
public interface ChannelSigner {
  /** Our public keys for {@code open_channel} or {@code accept_channel}. */
  ChannelBasepoints basepoints();

  /** The point of our commitment with that number. */
  PublicKey perCommitmentPoint(long commitmentNumber);

  /**
   * The secret that revokes our commitment with that number, for {@code revoke_and_ack}. Once it
   * left, we must never publish that commitment.
   */
  PrivateKey releaseSecret(long commitmentNumber);

  /**
   * The public keys in the holder's commitment with that point. Needs no secret; it is asked here
   * because a signer may have them ready.
   *
   * @param perCommitmentPoint of the holder; must be on the curve
   */
  default CommitmentKeys commitmentKeys(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    return CommitmentKeys.derive(holder, counterparty, perCommitmentPoint);
  }

  /** Signs the peer's commitment and its HTLC transactions, for {@code commitment_signed}. */
  CommitmentSignatures signRemoteCommitment(CommitmentTx remoteCommitment);

  /** Signs our own commitment, to publish it. */
  Signature signLocalCommitment(CommitmentTx localCommitment);

  /**
   * Signs the input of an HTLC transaction of our own commitment.
   *
   * @param tx {@code htlcTx.unsigned()}, or it with inputs and outputs added, those of other HTLC
   *     transactions too
   */
  Signature signLocalHtlcTx(HtlcTx htlcTx, Transaction tx);

  /** Signs a mutual close. */
  Signature signClosing(ClosingTx closing);

  /**
   * Signs one input that claims an output of the closed channel.
   *
   * @throws IllegalArgumentException if the spend needs no key
   */
  Signature signSpend(Transaction tx, int inputIndex, OutputSpend spend);

  /** Signs the double SHA-256 of a {@code channel_announcement} with the funding key (BOLT 7). */
  Signature signAnnouncement(Bytes hash);
}
