package org.boltj.gossip.path;

import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * A channel in one direction, as the search sees it.
 *
 * @param channel the channel and its direction
 * @param from number of the node that offers HTLCs
 * @param to number of the node that receives them
 * @param policy what {@code from} asks for; of no weight when it is the payer
 * @param isFirst whether {@code from} is the payer, who charges himself nothing
 * @param limit most that all HTLCs together may carry (msat)
 */
record Edge(
    ChannelDirection channel,
    int from,
    int to,
    ChannelUpdate.Policy policy,
    boolean isFirst,
    long limit) {
  /** More than twice all money there is, and small enough to be added to. */
  private static final long ABSURD = Long.MAX_VALUE / 2;

  /** What must come in for that amount to go out (msat). */
  long amountBefore(long amount) {
    return isFirst ? amount : amount + fee(amount);
  }

  /** As {@link ChannelUpdate.Policy#fee}, but absurd fees end at a number that no limit admits. */
  private long fee(long amount) {
    long whole = amount / 1_000_000;
    long millionths = policy.feeProportionalMillionths();
    boolean absurd =
        Math.multiplyHigh(whole, millionths) != 0
            || whole * millionths < 0
            || whole * millionths > ABSURD;
    return absurd ? ABSURD : policy.fee(MilliSatoshi.of(amount)).msat();
  }

  int cltvDelta() {
    return isFirst ? 0 : policy.cltvExpiryDelta().blocks();
  }

  /** Whether an HTLC of that amount fits, next to what is used already. */
  boolean admits(long amount, long used) {
    return amount >= policy.htlcMinimumMsat().msat() && amount <= room(used);
  }

  /** The largest HTLC next to what is used already (msat). */
  long room(long used) {
    return Math.min(policy.htlcMaximumMsat().msat(), limit - used);
  }

  /** The largest amount that can go out when that much comes in (msat); negative when none can. */
  long largestAfter(long amountIn) {
    if (isFirst) {
      return amountIn;
    }
    long afterBase = amountIn - policy.feeBaseMsat();
    if (afterBase < 0) {
      return -1;
    }
    long millionths = policy.feeProportionalMillionths();
    long guess = (long) Math.floor(afterBase / (1 + millionths / 1e6)) + 2 + afterBase / (1L << 50);
    while (guess >= 0 && amountBefore(guess) > amountIn) {
      guess--;
    }
    return guess;
  }
}
