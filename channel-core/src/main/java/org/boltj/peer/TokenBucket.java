package org.boltj.peer;

/** Bounds a rate: holds up to {@code burst} tokens and gains some each second. */
public final class TokenBucket {
  private final PeerLimits.Rate rate;
  private double tokens;
  private long atMillis;

  public TokenBucket(PeerLimits.Rate rate, long nowMillis) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.atMillis = nowMillis;
  }

  /** Takes one token; false when there is none left. */
  public boolean take(long nowMillis) {
    return take(1, nowMillis);
  }

  /** Takes so many tokens, or none of them and gives false when there are fewer. */
  public boolean take(int count, long nowMillis) {
    gain(nowMillis);
    if (tokens < count) {
      return false;
    }
    tokens -= count;
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
