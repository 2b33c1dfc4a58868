package org.boltj.sim.fault;

/** What is wrong with the way from one node to another; times are of virtual time. */
final class Line {
  private long cutUntil;
  private long deafUntil;
  private long slowUntil;
  private long slowByMillis;

  void cut(long until) {
    cutUntil = Math.max(cutUntil, until);
  }

  void deafen(long until) {
    deafUntil = Math.max(deafUntil, until);
  }

  void slow(long until, long byMillis) {
    slowUntil = until;
    slowByMillis = byMillis;
  }

  boolean isCut(long now) {
    return now < cutUntil;
  }

  boolean isDeaf(long now) {
    return now < deafUntil;
  }

  /** What a message that leaves now needs longer (ms). */
  long delay(long now) {
    return now < slowUntil ? slowByMillis : 0;
  }

  void heal() {
    cutUntil = 0;
    deafUntil = 0;
    slowUntil = 0;
  }
}
