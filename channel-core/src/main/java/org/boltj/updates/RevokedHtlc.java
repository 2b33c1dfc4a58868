package org.boltj.updates;

import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.commitment.HtlcDirection;
import org.boltj.crypto.Hash;

/**
 * What must be remembered of an HTLC that is in revoked commitments of the peer only: enough to
 * rebuild the script of its output, should the peer publish one of them (BOLT 5, "Revoked
 * Transaction Close Handling"). There is one for each HTLC, however many commitments it was in.
 *
 * <p>The commitment in which it came first is not kept, because ids tell: of those that were in
 * commitment {@code n} or a later one, those of commitment {@code n} have the lowest ids.
 *
 * @param direction seen from the peer, whose commitments they were
 * @param id each direction counts its own
 * @param paymentHash160 RIPEMD160 of the payment_hash, 20 bytes
 * @param lastCommitment number of the last commitment of the peer that held it
 */
public record RevokedHtlc(
    HtlcDirection direction,
    long id,
    Bytes paymentHash160,
    CltvExpiry cltvExpiry,
    long lastCommitment) {

  /** HTLCs of one direction in a commitment, at most (BOLT 2). */
  public static final int MAX_OF_DIRECTION = ChannelPolicy.MAX_ACCEPTED_HTLCS;

  static RevokedHtlc of(Htlc htlc, long lastCommitment) {
    HtlcDirection direction =
        switch (htlc) {
          case OutgoingHtlc ours -> HtlcDirection.RECEIVED;
          case IncomingHtlc theirs -> HtlcDirection.OFFERED;
        };
    return new RevokedHtlc(
        direction,
        htlc.id(),
        Hash.ripemd160(htlc.paymentHash().value()),
        htlc.cltvExpiry(),
        lastCommitment);
  }
}
