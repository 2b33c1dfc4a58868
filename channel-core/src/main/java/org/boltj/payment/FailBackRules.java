package org.boltj.payment;

import java.util.List;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.updates.FeePolicy;

/**
 * What to do about incoming HTLCs that are about to expire while their outgoing halves are still on
 * the chain. Held, each costs the channel that it came over: the previous peer must close it, its
 * own previous peer next, and so on. Failed back, the next peer may still claim the outgoing HTLC
 * with the preimage, and then its amount is lost. So a channel is saved up to a budget.
 */
public final class FailBackRules {
  private FailBackRules() {}

  /**
   * A forwarded HTLC whose outcome is not known.
   *
   * @param amountOut what we offered to the next peer
   * @param expiryIn of the incoming half
   */
  public record Stuck(HtlcId incoming, MilliSatoshi amountOut, CltvExpiry expiryIn) {

    /** Blocks until the incoming half expires. */
    public int blocksLeft(int blockHeight) {
      return Math.toIntExact(expiryIn.height() - blockHeight);
    }
  }

  /** What is to be done now with the HTLCs of one incoming channel. */
  public sealed interface Decision {
    /** None of them is near its expiry. */
    record Wait() implements Decision {}

    /** Fail these back; the channel is worth the risk. */
    record FailBack(List<Stuck> htlcs, MilliSatoshi atRisk) implements Decision {}

    /** Hold these, and lose the channel: more is at risk than the budget allows. */
    record Hold(List<Stuck> htlcs, MilliSatoshi atRisk) implements Decision {}
  }

  /**
   * All of a channel's HTLCs that are near their expiry are failed back, or none: one that is held
   * costs the channel anyway.
   *
   * @param stuck of one incoming channel
   * @param alreadyAtRisk amounts of the whole node that were lost so, or whose outcome is still
   *     open
   */
  public static Decision decide(
      List<Stuck> stuck, MilliSatoshi alreadyAtRisk, int blockHeight, FeePolicy policy) {
    List<Stuck> due =
        stuck.stream()
            .filter(htlc -> htlc.blocksLeft(blockHeight) <= policy.failBackBlocks())
            .toList();
    if (due.isEmpty()) {
      return new Decision.Wait();
    }
    MilliSatoshi atRisk = alreadyAtRisk;
    for (Stuck htlc : due) {
      atRisk = atRisk.plus(htlc.amountOut());
    }
    return atRisk.isGreaterThan(policy.failBackBudget())
        ? new Decision.Hold(due, atRisk)
        : new Decision.FailBack(due, atRisk);
  }
}
