package org.boltj.updates;

/** What is to be done about a channel for the sake of its deadlines and fees. */
public sealed interface FeeDecision {
  /** No HTLC bounds the time. */
  int NO_DEADLINE = Integer.MAX_VALUE;

  /** Blocks until the decision gets graver by itself; zero or less when that time is past. */
  int blocksLeft();

  /** All is well. */
  record Accept(int blocksLeft) implements FeeDecision {}

  /** Goes on; an operator should know. */
  record Warn(FeeConcern reason, int blocksLeft) implements FeeDecision {}

  /** The channel is no good any more, but nothing is in danger: close it in agreement. */
  record CloseMutually(FeeConcern reason, int blocksLeft) implements FeeDecision {}

  /**
   * Only the chain can save what is at stake.
   *
   * @param blocksLeft blocks until the HTLC expires
   */
  record ForceClose(FeeConcern reason, int blocksLeft) implements FeeDecision {}
}
