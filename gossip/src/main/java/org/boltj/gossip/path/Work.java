package org.boltj.gossip.path;

/**
 * What searches may still look at, counted in edges and not in time, so that they end at the same
 * place on every machine.
 */
final class Work {
  private long left;

  private Work(long left) {
    this.left = left;
  }

  static Work of(long edges) {
    return new Work(edges);
  }

  static Work unlimited() {
    return new Work(Long.MAX_VALUE);
  }

  /** Takes off what was looked at. */
  void spend(long edges) {
    left -= edges;
  }

  long left() {
    return left;
  }

  boolean isSpent() {
    return left <= 0;
  }
}
