package org.boltj.gossip.scoring;

/**
 * What a {@link LiquidityScorer} charges, and for how long it believes what it has learnt.
 *
 * @param halvingPenaltyMsat price of a probability of success that is half as high (msat)
 * @param halvingPenaltyMillionths the same in millionths of the amount, to be added: the more is
 *     paid, the more a failure matters
 * @param channelFaultPenaltyMsat price of a channel that has just failed for a reason other than
 *     liquidity (msat)
 * @param nodeFaultPenaltyMsat price of a node that has just failed (msat)
 * @param boundsHalfLifeSeconds after that time half of what one outcome taught is gone
 * @param historyHalfLifeSeconds the same for the average of all outcomes
 * @param faultHalfLifeSeconds the same for faults
 * @param mostChannels how many channels are remembered; those heard of least recently are forgotten
 */
public record ScoringParameters(
    long halvingPenaltyMsat,
    long halvingPenaltyMillionths,
    long channelFaultPenaltyMsat,
    long nodeFaultPenaltyMsat,
    long boundsHalfLifeSeconds,
    long historyHalfLifeSeconds,
    long faultHalfLifeSeconds,
    int mostChannels) {
  /** What a node uses. */
  public static final ScoringParameters DEFAULT =
      new ScoringParameters(
          20_000, 100, 200_000, 200_000, 6 * 3600, 14 * 24 * 3600, 6 * 3600, 100_000);

  private static final long MOST_MSAT = 1_000_000_000_000L;
  private static final long MOST_SECONDS = 1L << 31;

  public ScoringParameters {
    within("halvingPenaltyMsat", halvingPenaltyMsat, 0, MOST_MSAT);
    within("halvingPenaltyMillionths", halvingPenaltyMillionths, 0, 1_000_000);
    within("channelFaultPenaltyMsat", channelFaultPenaltyMsat, 0, MOST_MSAT);
    within("nodeFaultPenaltyMsat", nodeFaultPenaltyMsat, 0, MOST_MSAT);
    within("boundsHalfLifeSeconds", boundsHalfLifeSeconds, 1, MOST_SECONDS);
    within("historyHalfLifeSeconds", historyHalfLifeSeconds, 1, MOST_SECONDS);
    within("faultHalfLifeSeconds", faultHalfLifeSeconds, 1, MOST_SECONDS);
    within("mostChannels", mostChannels, 1, 1 << 24);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** With other prices of uncertainty: a part that is fixed, and one that grows with the amount. */
  public ScoringParameters withHalvingPenalty(long msat, long millionths) {
    return new ScoringParameters(
        msat,
        millionths,
        channelFaultPenaltyMsat,
        nodeFaultPenaltyMsat,
        boundsHalfLifeSeconds,
        historyHalfLifeSeconds,
        faultHalfLifeSeconds,
        mostChannels);
  }

  /** With other prices of faults. */
  public ScoringParameters withFaultPenalties(long channelMsat, long nodeMsat) {
    return new ScoringParameters(
        halvingPenaltyMsat,
        halvingPenaltyMillionths,
        channelMsat,
        nodeMsat,
        boundsHalfLifeSeconds,
        historyHalfLifeSeconds,
        faultHalfLifeSeconds,
        mostChannels);
  }

  /** With other times to forget. */
  public ScoringParameters withHalfLives(
      long boundsSeconds, long historySeconds, long faultSeconds) {
    return new ScoringParameters(
        halvingPenaltyMsat,
        halvingPenaltyMillionths,
        channelFaultPenaltyMsat,
        nodeFaultPenaltyMsat,
        boundsSeconds,
        historySeconds,
        faultSeconds,
        mostChannels);
  }

  /** With a memory of another size. */
  public ScoringParameters withMostChannels(int most) {
    return new ScoringParameters(
        halvingPenaltyMsat,
        halvingPenaltyMillionths,
        channelFaultPenaltyMsat,
        nodeFaultPenaltyMsat,
        boundsHalfLifeSeconds,
        historyHalfLifeSeconds,
        faultHalfLifeSeconds,
        most);
  }
}
