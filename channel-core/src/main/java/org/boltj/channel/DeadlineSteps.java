package org.boltj.channel;

import java.util.Optional;
import org.boltj.updates.ChannelOutlook;
import org.boltj.updates.Commitments;
import org.boltj.updates.DeadlineRules;
import org.boltj.updates.FeeConcern;
import org.boltj.updates.FeeDecision;

/** Channels that must go to the chain because the peer does not settle HTLCs (BOLT 2). */
final class DeadlineSteps {
  private DeadlineSteps() {}

  /** Why the channel must be failed at this height, or empty. */
  static Optional<String> overdue(Commitments c, Context ctx) {
    if (!c.hasPendingHtlcs()) {
      return Optional.empty();
    }
    FeeDecision decision =
        DeadlineRules.decide(ChannelOutlook.of(c), ctx.blockHeight(), ctx.feerates(), ctx.policy());
    return decision instanceof FeeDecision.ForceClose(FeeConcern reason, int left)
        ? Optional.of(reason.text() + ", at height " + ctx.blockHeight())
        : Optional.empty();
  }
}
