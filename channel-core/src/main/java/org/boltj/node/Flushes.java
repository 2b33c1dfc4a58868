package org.boltj.node;

import org.boltj.base.PublicKey;

/**
 * When new gossip goes out. BOLT 7 wants it gathered for a minute; each peer has its own moment in
 * that minute, so that not all of them are served at once and that who hears first says little
 * about where a message came from.
 */
final class Flushes {
  private static final int TURNS = 10;

  private final int salt;
  private final long turnMillis;
  private long nextMillis = Long.MAX_VALUE;

  Flushes(PublicKey self, long periodMillis) {
    this.salt = self.value().unsigned(1);
    this.turnMillis = Math.max(1, periodMillis / TURNS);
  }

  /** There is something new. */
  void needed(long nowMillis) {
    nextMillis = Math.min(nextMillis, afterTurn(nowMillis));
  }

  private long afterTurn(long nowMillis) {
    return (nowMillis / turnMillis + 1) * turnMillis;
  }

  boolean isDue(long nowMillis) {
    return nowMillis >= nextMillis;
  }

  boolean isTurnOf(PublicKey peer, long nowMillis) {
    int place = (peer.value().unsigned(32) + salt) % TURNS;
    // A late tick may have left turns out: they are made up for.
    long first = nextMillis / turnMillis;
    long last = nowMillis / turnMillis;
    return last - first >= TURNS - 1 || Math.floorMod(place - first, (long) TURNS) <= last - first;
  }

  /** The peers whose turn it was may read now. */
  void done(boolean more, long nowMillis) {
    nextMillis = more ? afterTurn(nowMillis) : Long.MAX_VALUE;
  }

  long nextMillis() {
    return nextMillis;
  }
}
