package org.boltj.gossip.path;

/**
 * What searches may still look at, counted in arcs of flows and not in time, so that they end at
 * the same place on every machine.
 */
final class Work {
  /** A search for a path takes about as long for an edge as one for a flow for so many arcs. */
  private static final int ARCS_OF_AN_EDGE = 4;

  private long left;

  private Work(long left) {
    this.left = left;
  }

  static Work of(long arcs) {
    return new Work(arcs);
  }

  static Work unlimited() {
    return new Work(Long.MAX_VALUE);
  }

  /** Takes off what a search for a flow looked at. */
  void spend(long arcs) {
    left -= arcs;
  }

  /** Takes off what a search for a path looked at. */
  void spendOnPath(long edges) {
    left -= ARCS_OF_AN_EDGE * edges;
  }

  /** What a search for a path may look at. */
  long edgesLeft() {
    return left / ARCS_OF_AN_EDGE;
  }

  boolean isSpent() {
    return left <= 0;
  }
}
