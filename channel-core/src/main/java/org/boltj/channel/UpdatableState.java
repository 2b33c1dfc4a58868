package org.boltj.channel;

import org.boltj.updates.Commitments;

/** A state in which commitments change. */
public sealed interface UpdatableState extends PersistentState permits Normal, ShuttingDown {
  FundingStatus funding();

  /** The same state with other commitments. */
  UpdatableState withCommitments(Commitments changed);

  /** The same state with another funding status. */
  UpdatableState withFunding(FundingStatus changed);
}
