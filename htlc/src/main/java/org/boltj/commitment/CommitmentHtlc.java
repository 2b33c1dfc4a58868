package org.boltj.commitment;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;

/**
 * An HTLC in a commitment, trimmed or not.
 *
 * @param direction seen from the holder of the commitment
 * @param id the {@code id} of {@code update_add_htlc}; each direction counts its own
 */
public record CommitmentHtlc(
    HtlcDirection direction,
    long id,
    MilliSatoshi amount,
    PaymentHash paymentHash,
    CltvExpiry cltvExpiry) {

  /** The same HTLC in the commitment of the other side. */
  public CommitmentHtlc opposite() {
    return new CommitmentHtlc(direction.opposite(), id, amount, paymentHash, cltvExpiry);
  }
}
