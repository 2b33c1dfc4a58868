package org.boltj.onchain;

/** What the transaction is that spent the funding output (BOLT 5). */
public enum SpendKind {
  /** Agreed by closing_signed. */
  MUTUAL_CLOSE,
  /** Our latest commitment. */
  LOCAL_COMMITMENT,
  /** The peer's commitment that we know to be in force. */
  REMOTE_COMMITMENT,
  /** The peer's commitment that we signed and that the peer did not acknowledge. */
  NEXT_REMOTE_COMMITMENT,
  /** A commitment that the peer had revoked: all of it is ours. */
  REVOKED_COMMITMENT,
  /** A commitment of the peer newer than what we know: our state was lost. */
  FUTURE_REMOTE_COMMITMENT,
  /** A commitment of ours newer than what we know: we closed, and then our state was lost. */
  FUTURE_LOCAL_COMMITMENT,
  /**
   * Not a spend of the funding output: another transaction has spent what the funding transaction
   * was to spend, so that there never will be a funding output.
   */
  FUNDING_DOUBLE_SPENT,
  /** None of these: a key may have leaked. */
  UNKNOWN
}
