package org.boltj.peer;

/** Bounds a rate: holds up to {@code burst} tokens and gains some each second. */
final class TokenBucket {
  private final PeerLimits.Rate rate;
  private double tokens;
  private long atMillis;

  TokenBucket(PeerLimits.Rate rate, long nowMillis) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.atMillis = nowMillis;
  }

  /** Takes one token; false when there is none left. */
  boolean take(long nowMillis) {
    gain(nowMillis);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** Takes one token, on credit if there is none; gives the milliseconds until it is paid back. */
  long spend(long nowMillis) {
    gain(nowMillis);
    tokens -= 1;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens * 1000 / rate.perSecond());
  }

  private void gain(long nowMillis) {
    double gained = Math.max(0, nowMillis - atMillis) * rate.perSecond() / 1000.0;
    tokens = Math.min(rate.burst(), tokens + gained);
    atMillis = nowMillis;
  }
}
