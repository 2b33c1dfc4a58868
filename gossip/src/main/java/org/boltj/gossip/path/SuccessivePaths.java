package org.boltj.gossip.path;

import java.util.Optional;

/**
 * One attempt to deliver an amount in parts, path after path: the largest share that finds a path
 * is widened to the most that this path carries, and the rest is split further. With n parts left a
 * share is never smaller than an n-th of what is missing, because some part must be at least that
 * large.
 *
 * <p>It may miss a solution that a flow finds. But each of its paths keeps all limits, which a flow
 * only learns about afterwards.
 */
final class SuccessivePaths {
  private final Shares shares;
  private final SinglePath single;
  private final long smallestRest;

  /**
   * @param shares empty
   * @param single over the same overlay
   * @param smallestRest what should at least be left when something is left (msat)
   */
  SuccessivePaths(Shares shares, SinglePath single, long smallestRest) {
    this.shares = shares;
    this.single = single;
    this.smallestRest = smallestRest;
  }

  /** Whether all of the amount found its way. */
  boolean find() {
    while (shares.missing() > 0) {
      if (shares.partsLeft() == 0 || !takeNext()) {
        return false;
      }
    }
    return true;
  }

  private boolean takeNext() {
    long least = (shares.missing() - 1) / shares.partsLeft() + 1;
    for (long share = shares.missing(); ; share = Math.max(least, share / 2)) {
      Optional<int[]> path = single.find(share, shares.feeLeft());
      if (path.isPresent()) {
        long wide = Math.max(share, leavingNoSmallRest(shares.most(path.get())));
        return shares.take(path.get(), wide) || shares.take(path.get(), share);
      }
      if (share == least) {
        return false;
      }
    }
  }

  private long leavingNoSmallRest(long most) {
    long missing = shares.missing();
    long enough = Math.min(smallestRest, missing / 2);
    return most == missing || missing - most >= enough ? most : missing - enough;
  }
}
