package org.boltj.node;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.payment.Avoidance;

/** The scores of the node, and beside them what the attempts of one payment have taught. */
record AvoidingScorer(Scorer scorer, Avoidance avoidance) implements Scorer {
  /** The highest penalty there is. */
  private static final long HOPELESS_MSAT = 1_000_000_000_000_000L;

  @Override
  public long penaltyMsat(
      ChannelDirection channel,
      PublicKey from,
      PublicKey to,
      MilliSatoshi amount,
      MilliSatoshi capacity,
      long nowSeconds) {
    return avoidance.avoids(channel, amount)
        ? HOPELESS_MSAT
        : scorer.penaltyMsat(channel, from, to, amount, capacity, nowSeconds);
  }
}
