package org.boltj.gossip.path;

import java.util.Locale;
import org.boltj.gossip.scoring.ChannelDirection;
import org.jspecify.annotations.Nullable;

/**
 * What one hop of a route costs, by the parts of the cost function; all in msat.
 *
 * @param channel the hop's channel, or null for the blinded end of a route
 * @param amountMsat that it carries
 * @param feeMsat that the hop's forwarding node keeps; counts by {@link CostWeights#feePercent}
 * @param penaltyMsat of the scorer; counts by {@link CostWeights#penaltyPercent}
 * @param cltvDelta blocks that the hop adds
 * @param lockMsat price of locking the amount for these blocks
 * @param costMsat all together, with the weights of the request
 */
public record HopCost(
    @Nullable ChannelDirection channel,
    long amountMsat,
    long feeMsat,
    long penaltyMsat,
    int cltvDelta,
    long lockMsat,
    long costMsat) {
  /** The same with more fee, which is known once the hop before is. */
  HopCost withFee(long more, CostWeights weights) {
    return new HopCost(
        channel,
        amountMsat,
        feeMsat + more,
        penaltyMsat,
        cltvDelta,
        lockMsat,
        costMsat + weights.fee(more));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d msat, fee %,d, penalty %,d, %d blocks (%,d), cost %,d",
        channel == null ? "blinded end" : channel,
        amountMsat,
        feeMsat,
        penaltyMsat,
        cltvDelta,
        lockMsat,
        costMsat);
  }
}
