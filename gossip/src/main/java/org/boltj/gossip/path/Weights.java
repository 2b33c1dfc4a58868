package org.boltj.gossip.path;

/**
 * What makes a hop expensive, in msat.
 *
 * @param feeFactor how often the fee counts
 * @param scoreFactor how often the scorer's penalty counts
 * @param lockFactor price of locking a billion msat for one block
 * @param cltvFactor price of one block, whatever the amount
 * @param hopFactor price of a hop
 */
record Weights(long feeFactor, long scoreFactor, long lockFactor, long cltvFactor, long hopFactor) {
  /** Fees, penalties and a little for the time that money may be locked. */
  static final Weights CHEAPEST = new Weights(1, 1, 15, 0, 0);

  /** When the best route asks for too high a fee. */
  static final Weights LOWEST_FEE = new Weights(1, 0, 0, 0, 0);

  /** When the best route locks money for too long. */
  static final Weights SHORTEST_LOCK = new Weights(0, 0, 0, 1, 0);

  /** When the best route has too many hops. */
  static final Weights FEWEST_HOPS = new Weights(0, 0, 0, 0, 1);

  /** The cost of a hop (msat). */
  long cost(long fee, int cltvDelta, long amount, long penalty) {
    long lock = (long) (amount / 1e9 * cltvDelta * lockFactor);
    return fee * feeFactor + penalty * scoreFactor + lock + cltvDelta * cltvFactor + hopFactor;
  }
}
