package org.boltj.updates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.boltj.base.FeeratePerKw;

/**
 * When a channel must be closed for the sake of its deadlines or fees, and when one warns (BOLT 2,
 * "cltv_expiry_delta Selection", "Updating Fees" and "Bounding exposure to trimmed in-flight
 * HTLCs"). The node acts by these rules, and an application may try them on any outlook.
 *
 * <p>A disagreement about feerates alone never closes a channel by force. With anchors it is
 * harmless, because either side can raise the fee when it counts. Without them, a commitment that
 * pays too little for long is closed in agreement, and an update to such a feerate is not taken
 * while HTLCs are at stake.
 *
 * <p>An HTLC without an output is no reason to go to the chain either, where nobody would get it.
 */
public final class DeadlineRules {
  private DeadlineRules() {}

  /** The gravest of all {@link #findings}, of several equally grave ones the most urgent. */
  public static FeeDecision decide(
      ChannelOutlook outlook, int blockHeight, Feerates feerates, ChannelPolicy policy) {
    Comparator<FeeDecision> byGravity = Comparator.comparingInt(DeadlineRules::gravity);
    return findings(outlook, blockHeight, feerates, policy).stream()
        .max(byGravity.thenComparingInt(decision -> -decision.blocksLeft()))
        .orElseGet(() -> new FeeDecision.Accept(blocksLeft(outlook, blockHeight, policy)));
  }

  /**
   * All that is to be said about a channel; empty when all is well.
   *
   * @param blockHeight of the best block
   */
  public static List<FeeDecision> findings(
      ChannelOutlook outlook, int blockHeight, Feerates feerates, ChannelPolicy policy) {
    List<FeeDecision> found = new ArrayList<>();
    boolean low = isTooLow(outlook, feerates, policy);
    for (HtlcAtStake htlc : outlook.htlcs()) {
      deadline(htlc, blockHeight, policy, found);
    }
    feerate(outlook, low, feerates, policy, found);
    if (outlook.dust().isGreaterThan(policy.maxDustHtlcExposure())) {
      found.add(
          new FeeDecision.Warn(
              new FeeConcern.DustExposure(outlook.dust(), policy.maxDustHtlcExposure()),
              FeeDecision.NO_DEADLINE));
    }
    return found;
  }

  /**
   * What a feerate that the peer proposes would lead to. One that would put HTLCs into danger gives
   * {@link FeeDecision.ForceClose}: such an update is not taken, and the channel stays open.
   *
   * @param outlook with the feerate that is proposed
   */
  public static FeeDecision proposal(
      ChannelOutlook outlook, Feerates feerates, ChannelPolicy policy) {
    int left = FeeDecision.NO_DEADLINE;
    boolean atStake = outlook.htlcs().stream().anyMatch(HtlcAtStake::hasOutput);
    FeeratePerKw least = least(outlook, feerates, policy);
    if (outlook.feerate().compareTo(least) < 0) {
      FeeConcern concern = new FeeConcern.FeerateTooLow(outlook.feerate(), least);
      boolean relayed = outlook.feerate().compareTo(FeeratePerKw.MINIMUM) >= 0;
      return atStake || !relayed
          ? new FeeDecision.ForceClose(concern, left)
          : new FeeDecision.Warn(concern, left);
    }
    if (!outlook.isBumpable() && outlook.dust().isGreaterThan(policy.maxDustHtlcExposure())) {
      return new FeeDecision.ForceClose(
          new FeeConcern.DustExposure(outlook.dust(), policy.maxDustHtlcExposure()), left);
    }
    FeeratePerKw most = FeeRules.most(feerates, policy);
    if (outlook.feerate().compareTo(most) > 0) {
      FeeConcern concern = new FeeConcern.FeerateTooHigh(outlook.feerate(), most);
      boolean harmless = outlook.isBumpable() || !atStake;
      return harmless && outlook.feerate().compareTo(policy.fees().maxFeerate()) <= 0
          ? new FeeDecision.Warn(concern, left)
          : new FeeDecision.ForceClose(concern, left);
    }
    return new FeeDecision.Accept(left);
  }

  /** Whether the commitment has no anchors and pays too little to confirm in time. */
  public static boolean isTooLow(ChannelOutlook outlook, Feerates feerates, ChannelPolicy policy) {
    return !outlook.isBumpable()
        && outlook.feerate().compareTo(least(outlook, feerates, policy)) < 0;
  }

  private static FeeratePerKw least(
      ChannelOutlook outlook, Feerates feerates, ChannelPolicy policy) {
    return FeeRules.least(outlook.format(), feerates, policy);
  }

  private static void deadline(
      HtlcAtStake htlc, int height, ChannelPolicy policy, List<FeeDecision> found) {
    if (htlc.incoming() && !htlc.claimable()) {
      return; // the peer's to fail; it costs us nothing
    }
    FeeConcern concern =
        htlc.incoming() ? new FeeConcern.FulfilledHtlc(htlc) : new FeeConcern.OfferedHtlc(htlc);
    int left = closeAt(htlc, policy) - height;
    if (left <= 0 && (htlc.hasOutput() || !htlc.incoming())) {
      int expiry = Math.toIntExact(htlc.cltvExpiry().height());
      found.add(new FeeDecision.ForceClose(concern, expiry - height));
    } else if (left <= policy.fees().warningBlocks() || isOverdueDust(htlc, height)) {
      found.add(new FeeDecision.Warn(concern, left));
    }
  }

  private static boolean isOverdueDust(HtlcAtStake htlc, int height) {
    return !htlc.hasOutput() && height >= htlc.cltvExpiry().height();
  }

  /** The height at which the HTLC forces the channel to close. */
  private static int closeAt(HtlcAtStake htlc, ChannelPolicy policy) {
    int expiry = Math.toIntExact(htlc.cltvExpiry().height());
    if (htlc.incoming()) {
      return expiry - policy.fulfillmentDeadline();
    }
    int grace = policy.timeoutGrace();
    return expiry + grace + (htlc.hasOutput() ? 0 : policy.fees().patienceBlocks());
  }

  private static void feerate(
      ChannelOutlook outlook,
      boolean low,
      Feerates feerates,
      ChannelPolicy policy,
      List<FeeDecision> found) {
    if (!outlook.missing().isZero()) {
      found.add(
          new FeeDecision.Warn(
              new FeeConcern.CannotAffordFeerate(
                  feerates.commitment(outlook.format()), outlook.missing()),
              FeeDecision.NO_DEADLINE));
    }
    if (low) {
      FeeConcern concern =
          new FeeConcern.FeerateTooLow(outlook.feerate(), least(outlook, feerates, policy));
      int left = policy.fees().patienceBlocks() - outlook.lowFeerateBlocks();
      found.add(
          left <= 0
              ? new FeeDecision.CloseMutually(concern, left)
              : new FeeDecision.Warn(concern, left));
      return;
    }
    FeeratePerKw most = FeeRules.most(feerates, policy);
    if (!outlook.isBumpable() && outlook.feerate().compareTo(most) > 0) {
      found.add(
          new FeeDecision.Warn(
              new FeeConcern.FeerateTooHigh(outlook.feerate(), most), FeeDecision.NO_DEADLINE));
    }
  }

  /** Blocks until the first HTLC forces the channel to close. */
  private static int blocksLeft(ChannelOutlook outlook, int height, ChannelPolicy policy) {
    return outlook.htlcs().stream()
        .filter(htlc -> !htlc.incoming() || htlc.claimable())
        .mapToInt(htlc -> closeAt(htlc, policy) - height)
        .min()
        .orElse(FeeDecision.NO_DEADLINE);
  }

  private static int gravity(FeeDecision decision) {
    return switch (decision) {
      case FeeDecision.Accept accept -> 0;
      case FeeDecision.Warn warn -> 1;
      case FeeDecision.CloseMutually close -> 2;
      case FeeDecision.ForceClose close -> 3;
    };
  }
}
