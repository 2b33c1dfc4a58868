package org.boltj.gossip.scoring;

/**
 * Where the liquidity of one direction lies.
 *
 * @param least it is at least that (msat)
 * @param below it is less than that, which is more than {@code least} (msat)
 */
record Interval(long least, long below) {
  /** No probability counts as less than 2^-20. */
  private static final long MOST_HALVINGS = LiquidityScorer.MOST_HALVINGS * Halvings.ONE;

  /** How often certainty must be halved to become the probability, in parts of 2^32. */
  long halvings(long amount) {
    if (amount <= least) {
      return 0;
    }
    return amount >= below
        ? MOST_HALVINGS
        : Math.min(MOST_HALVINGS, Halvings.between(below - amount, below - least));
  }

  /** The probability, 0 to 1, that the amount goes through. */
  double probability(long amount) {
    if (amount <= least) {
      return 1;
    }
    return amount >= below ? 0 : (double) (below - amount) / (below - least);
  }
}
