package org.boltj.gossip.graph;

/** What the graph did with a gossip message. */
public sealed interface GossipResult {
  /** It is new and in the graph now; pass it on. */
  record Accepted() implements GossipResult {}

  /** The graph has exactly this already. */
  record Duplicate() implements GossipResult {}

  /** The graph has something newer, or the message is older than two weeks. */
  record Stale() implements GossipResult {}

  /** It waits for an answer about a funding output. */
  record Pending() implements GossipResult {}

  /** It is not taken. */
  record Rejected(Rejection reason) implements GossipResult {}

  Accepted ACCEPTED = new Accepted();
  Duplicate DUPLICATE = new Duplicate();
  Stale STALE = new Stale();
  Pending PENDING = new Pending();

  static Rejected rejected(Rejection reason) {
    return new Rejected(reason);
  }
}
