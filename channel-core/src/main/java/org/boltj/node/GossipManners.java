package org.boltj.node;

import org.boltj.gossip.graph.Rejection;
import org.boltj.peer.PeerLimits;
import org.boltj.peer.TokenBucket;

/**
 * What a peer has wasted of our time with gossip. Some of it is normal: peers cannot know what we
 * know. A peer that wastes much more than others is not listened to for a while; its channels and
 * its own questions are not touched by that.
 */
final class GossipManners {
  /** Messages without use: an honest peer sends a few an hour, after a long absence some 1,000. */
  private static final PeerLimits.Rate POINTLESS = new PeerLimits.Rate(5_000, 5);

  /** Messages that BOLT 7 does not allow at that point. */
  private static final PeerLimits.Rate FAULTS = new PeerLimits.Rate(50, 0.1);

  /** An announcement whose funding output is not there costs four signatures and a look-up. */
  private static final int COST_OF_LOOKUP = 20;

  private static final long DEAF_MILLIS = 600_000;

  private final TokenBucket pointless;
  private final TokenBucket faults;
  private long deafUntilMillis;

  GossipManners(long nowMillis) {
    this.pointless = new TokenBucket(POINTLESS, nowMillis);
    this.faults = new TokenBucket(FAULTS, nowMillis);
  }

  /** Whether announcements and updates of the peer are dropped unread now. */
  boolean isDeaf(long nowMillis) {
    return nowMillis < deafUntilMillis;
  }

  /**
   * The graph did not take a message of the peer.
   *
   * @return whether the peer is not listened to from now on
   */
  boolean rejected(Rejection reason, long nowMillis) {
    boolean lookedUp =
        reason == Rejection.FUNDING_NOT_FOUND || reason == Rejection.FUNDING_SCRIPT_MISMATCH;
    if (isDeaf(nowMillis) || pointless.take(lookedUp ? COST_OF_LOOKUP : 1, nowMillis)) {
      return false;
    }
    deafUntilMillis = nowMillis + DEAF_MILLIS;
    return true;
  }

  /** For good, as far as this connection goes. */
  void beDeaf() {
    deafUntilMillis = Long.MAX_VALUE;
  }

  /** The peer did not keep to the order of questions and answers; false when that is too often. */
  boolean isFaultForgiven(long nowMillis) {
    return faults.take(nowMillis);
  }
}
