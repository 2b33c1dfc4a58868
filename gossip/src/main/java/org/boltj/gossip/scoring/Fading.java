package org.boltj.gossip.scoring;

/**
 * How much of what was learnt is still believed at one time: a bound goes back to the average of
 * its outcomes, and that to nothing, which it does more slowly.
 */
final class Fading {
  /** How far the average of n outcomes is believed: n / (n + 3). */
  private static final long[] CONFIDENCE = new long[Experience.MOST_OUTCOMES + 1];

  static {
    for (int n = 0; n < CONFIDENCE.length; n++) {
      CONFIDENCE[n] = Halvings.WHOLE / (n + 3) * n;
    }
  }

  private final int now;
  private final long boundsSteps;
  private final long historySteps;
  private final long faultSteps;

  Fading(ScoringParameters parameters, int nowSeconds) {
    this.now = nowSeconds;
    this.boundsSteps = Halvings.stepsPerSecond(parameters.boundsHalfLifeSeconds());
    this.historySteps = Halvings.stepsPerSecond(parameters.historyHalfLifeSeconds());
    this.faultSteps = Halvings.stepsPerSecond(parameters.faultHalfLifeSeconds());
  }

  /**
   * What a bound has become.
   *
   * @param usual the average to which it goes back
   * @param at when it was learnt
   */
  long faded(long bound, long usual, int at, int outcomes) {
    long age = (long) now - at;
    long belief = Math.multiplyHigh(Halvings.weight(age, historySteps), CONFIDENCE[outcomes]) << 2;
    long history = Halvings.share(usual, belief);
    return history + Halvings.share(bound - history, Halvings.weight(age, boundsSteps));
  }

  /** What the penalty of a fault has become. */
  long fault(long penalty, int at) {
    return at == 0 ? 0 : Halvings.share(penalty, Halvings.weight((long) now - at, faultSteps));
  }
}
