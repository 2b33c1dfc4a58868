package org.boltj.peer;

/** Bounds a rate: holds up to {@code capacity} tokens and gains some each second. */
final class TokenBucket {
  private final int capacity;
  private final int perSecond;
  private double tokens;
  private long atMillis;

  TokenBucket(int capacity, int perSecond, long nowMillis) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
    this.atMillis = nowMillis;
  }

  /** Takes one token; false when there is none left. */
  boolean take(long nowMillis) {
    double gained = Math.max(0, nowMillis - atMillis) * perSecond / 1000.0;
    tokens = Math.min(capacity, tokens + gained);
    atMillis = nowMillis;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
