package org.boltj.gossip.path;

import java.util.Optional;

/** Finds a path that carries an amount next to what a payment's other parts use. */
@FunctionalInterface
interface SinglePath {
  /**
   * The edges of the cheapest path, from payer to payee.
   *
   * @param amount to deliver (msat)
   * @param maxFee most that the path may cost (msat)
   */
  Optional<int[]> find(long amount, long maxFee);
}
