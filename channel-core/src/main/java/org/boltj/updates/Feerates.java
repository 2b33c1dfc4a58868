package org.boltj.updates;

import org.boltj.base.FeeratePerKw;

/**
 * What the chain asks for now, as values.
 *
 * @param commitment for commitment transactions, which may wait for long before they are published
 * @param mutualClose for a closing transaction
 * @param sweep for transactions that collect what an on-chain resolution owes us, within 6 blocks
 * @param minimum the lowest feerate that is still relayed
 * @param nextBlock for what must be in one of the next blocks
 * @param patient for what may wait a day, 144 blocks
 */
public record Feerates(
    FeeratePerKw commitment,
    FeeratePerKw mutualClose,
    FeeratePerKw sweep,
    FeeratePerKw minimum,
    FeeratePerKw nextBlock,
    FeeratePerKw patient) {

  /** With the feerate of sweeps for all waiting times. */
  public Feerates(
      FeeratePerKw commitment,
      FeeratePerKw mutualClose,
      FeeratePerKw sweep,
      FeeratePerKw minimum) {
    this(commitment, mutualClose, sweep, minimum, sweep, sweep);
  }

  public static Feerates fixed(FeeratePerKw feerate) {
    return new Feerates(feerate, feerate, feerate, FeeratePerKw.MINIMUM);
  }
}
