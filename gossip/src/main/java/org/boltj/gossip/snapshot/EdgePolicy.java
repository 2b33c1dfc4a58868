package org.boltj.gossip.snapshot;

import org.boltj.gossip.message.ChannelUpdate;

/**
 * What a snapshot knows of one direction of a channel.
 *
 * @param lastUpdate timestamp of the channel_update (seconds since 1970, 32 bits), or 0 when the
 *     source does not tell
 * @param disabled whether the channel_update said disable
 * @param policy fees and bounds
 * @param inboundFeeBaseMsat what the sending node adds to its fee for HTLCs that come in over this
 *     channel, or takes off when negative (bLIP 18; msat)
 * @param inboundFeeProportionalMillionths the same in millionths of the amount (bLIP 18)
 */
public record EdgePolicy(
    long lastUpdate,
    boolean disabled,
    ChannelUpdate.Policy policy,
    int inboundFeeBaseMsat,
    int inboundFeeProportionalMillionths) {
  private static final long MAX_32_BITS = 0xffffffffL;

  public EdgePolicy {
    requireFits(lastUpdate, "last_update");
    requireFits(policy.feeBaseMsat(), "fee_base_msat");
    requireFits(policy.feeProportionalMillionths(), "fee_proportional_millionths");
  }

  /** Without inbound fees. */
  public EdgePolicy(long lastUpdate, boolean disabled, ChannelUpdate.Policy policy) {
    this(lastUpdate, disabled, policy, 0, 0);
  }

  private static void requireFits(long value, String field) {
    if (value < 0 || value > MAX_32_BITS) {
      throw new IllegalArgumentException(field + " must fit 32 bits: " + value);
    }
  }
}
