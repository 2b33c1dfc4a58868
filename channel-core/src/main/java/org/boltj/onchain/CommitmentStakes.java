package org.boltj.onchain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.OutgoingHtlc;

/**
 * What is lost when a commitment comes too late: HTLCs at their deadlines, and our balance never.
 * Each pays for haste only with its own value, so that a small HTLC cannot burn a large balance.
 * One without an output is not claimed afterwards, however early the commitment comes.
 *
 * @param balance which has time
 * @param hasty those with a deadline, the nearest first
 */
record CommitmentStakes(Satoshi balance, List<Hasty> hasty) {

  /**
   * An HTLC that must be claimed after the commitment, which leaves the commitment less time.
   *
   * @param firstHeight from which on it was a reason to close
   * @param deadlineHeight of the commitment
   */
  record Hasty(int firstHeight, int deadlineHeight, Satoshi amount) {}

  CommitmentStakes {
    hasty = List.copyOf(hasty);
  }

  /**
   * @param localHolder whether the commitment is ours
   */
  static CommitmentStakes of(
      Allocation allocation, boolean localHolder, KnownHtlcs htlcs, ChannelPolicy policy) {
    List<Hasty> hasty = new ArrayList<>();
    for (Htlc htlc : allocation.htlcs()) {
      if (htlcs.isTooSmall(allocation, htlc, localHolder)) {
        continue;
      }
      int expiry = Math.toIntExact(htlc.cltvExpiry().height());
      switch (htlc) {
        case OutgoingHtlc ours ->
            add(htlc, expiry, OutgoingDeadline.of(ours, policy), policy, hasty);
        case IncomingHtlc theirs -> {
          if (htlcs.preimage(theirs.id(), theirs.paymentHash()).isPresent()) {
            add(htlc, expiry - policy.fulfillmentDeadline(), expiry, policy, hasty);
          }
        }
      }
    }
    hasty.sort(Comparator.comparingInt(Hasty::deadlineHeight));
    return new CommitmentStakes(allocation.toLocal().toSatoshi(), hasty);
  }

  private static void add(
      Htlc htlc, int first, int deadline, ChannelPolicy policy, List<Hasty> hasty) {
    if (deadline != FeeSchedule.NO_DEADLINE) {
      int earlier = deadline - policy.resolutionDepth();
      hasty.add(new Hasty(Math.min(first, earlier), earlier, htlc.amount().toSatoshi()));
    }
  }

  /** The most that any of them bids, those with nearer deadlines joined to it; empty if none. */
  Optional<FeeratePerKw> feerate(OnChainContext ctx, long weight) {
    int now = ctx.blockHeight();
    FeeSchedule schedule = ctx.schedule();
    Optional<FeeratePerKw> most =
        schedule.feerate(now, now, FeeSchedule.NO_DEADLINE, ctx.feerates(), balance, weight);
    Satoshi value = Satoshi.ZERO;
    for (Hasty htlc : hasty) {
      value = value.plus(htlc.amount());
      Optional<FeeratePerKw> bid =
          schedule.feerate(
              now, htlc.firstHeight(), htlc.deadlineHeight(), ctx.feerates(), value, weight);
      if (bid.isPresent() && (most.isEmpty() || bid.get().compareTo(most.get()) > 0)) {
        most = bid;
      }
    }
    return most;
  }
}
