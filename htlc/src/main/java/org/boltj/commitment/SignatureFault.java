package org.boltj.commitment;

import org.boltj.base.TxId;

/** What is wrong with the signatures of a commitment; each of them fails the channel (BOLT 2). */
public sealed interface SignatureFault {
  /** The signature does not fit the commitment transaction as we build it. */
  record InvalidCommitmentSignature(TxId txid) implements SignatureFault {}

  /** Not as many HTLC signatures as the commitment has HTLC outputs. */
  record WrongHtlcSignatureCount(int expected, int actual) implements SignatureFault {}

  /**
   * A signature does not fit its HTLC transaction as we build it.
   *
   * @param index of the signature in {@code commitment_signed}
   */
  record InvalidHtlcSignature(int index, long htlcId, TxId txid) implements SignatureFault {}
}
