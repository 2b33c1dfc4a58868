package org.boltj.updates;

import org.boltj.base.FeeratePerKw;

/**
 * What the chain asks for now, as values.
 *
 * @param commitment for commitment transactions, which may wait for long before they are published
 * @param mutualClose for a closing transaction
 * @param sweep for transactions that collect what an on-chain resolution owes us
 * @param minimum the lowest feerate that is still relayed
 */
public record Feerates(
    FeeratePerKw commitment, FeeratePerKw mutualClose, FeeratePerKw sweep, FeeratePerKw minimum) {
  public static Feerates fixed(FeeratePerKw feerate) {
    return new Feerates(feerate, feerate, feerate, FeeratePerKw.MINIMUM);
  }
}
