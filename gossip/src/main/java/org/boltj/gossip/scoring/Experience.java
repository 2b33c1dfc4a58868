package org.boltj.gossip.scoring;

/**
 * What was learnt of one direction of a channel. Its liquidity is what can be sent that way, with
 * our own HTLCs that are on their way there. Times are in seconds since 1970 and below 2^31; 0
 * means that nothing was learnt.
 *
 * @param leastMsat the liquidity was at least that
 * @param leastAtSeconds when that was learnt
 * @param belowMsat the liquidity was less than that; {@link #UNKNOWN} when nothing was learnt
 * @param belowAtSeconds when that was learnt
 * @param usualLeastMsat average of the amounts that went through and were news
 * @param usualBelowMsat average of the amounts that did not and were news, or {@link #UNKNOWN}
 * @param outcomes on which the averages rest, at most {@link #MOST_OUTCOMES}
 * @param faultAtSeconds when it failed for another reason than its liquidity
 */
public record Experience(
    ChannelDirection channel,
    long leastMsat,
    long leastAtSeconds,
    long belowMsat,
    long belowAtSeconds,
    long usualLeastMsat,
    long usualBelowMsat,
    int outcomes,
    long faultAtSeconds) {
  /** No bound. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  /** More are not counted. */
  public static final int MOST_OUTCOMES = 16;

  /** All money there is, in msat. */
  private static final long MOST_MSAT = 2_100_000_000_000_000_000L;

  private static final long MOST_SECONDS = (1L << 31) - 1;

  public Experience {
    amount("least", leastMsat);
    bound("below", belowMsat);
    amount("usual least", usualLeastMsat);
    bound("usual below", usualBelowMsat);
    within("outcomes", outcomes, MOST_OUTCOMES);
    within("time of least", leastAtSeconds, MOST_SECONDS);
    within("time of below", belowAtSeconds, MOST_SECONDS);
    within("time of fault", faultAtSeconds, MOST_SECONDS);
  }

  private static void bound(String name, long value) {
    if (value != UNKNOWN) {
      amount(name, value);
    }
  }

  private static void amount(String name, long value) {
    within(name, value, MOST_MSAT);
  }

  private static void within(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " must be 0 to " + most + ", not " + value);
    }
  }

  /** The same, when nothing of it can be of later than that. */
  Experience noLaterThan(long seconds) {
    return new Experience(
        channel,
        leastMsat,
        Math.min(leastAtSeconds, seconds),
        belowMsat,
        Math.min(belowAtSeconds, seconds),
        usualLeastMsat,
        usualBelowMsat,
        outcomes,
        Math.min(faultAtSeconds, seconds));
  }

  /** When something was learnt last. */
  long atSeconds() {
    return Math.max(faultAtSeconds, Math.max(leastAtSeconds, belowAtSeconds));
  }
}
