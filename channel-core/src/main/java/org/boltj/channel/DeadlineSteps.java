package org.boltj.channel;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.updates.Allocation;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.Update;

/** HTLCs that must go to the chain because the peer does not settle them (BOLT 2). */
final class DeadlineSteps {
  private DeadlineSteps() {}

  /** Why the channel must be failed at this height, or empty. */
  static Optional<String> overdue(Commitments c, Context ctx) {
    Set<Long> fulfilled = fulfilled(c);
    return overdue(c.localCommit().allocation(), fulfilled, ctx)
        .or(() -> overdue(c.remoteCommit().allocation(), fulfilled, ctx))
        .or(() -> overdue(c.latestRemoteCommit().allocation(), fulfilled, ctx));
  }

  private static Optional<String> overdue(Allocation allocation, Set<Long> fulfilled, Context ctx) {
    for (Htlc htlc : allocation.htlcs()) {
      long expiry = htlc.cltvExpiry().height();
      switch (htlc) {
        case OutgoingHtlc outgoing -> {
          if (ctx.blockHeight() >= expiry + ctx.policy().timeoutGrace()) {
            return Optional.of("HTLC " + htlc.id() + " that we offered has timed out");
          }
        }
        case IncomingHtlc incoming -> {
          if (fulfilled.contains(htlc.id())
              && ctx.blockHeight() >= expiry - ctx.policy().fulfillmentDeadline()) {
            return Optional.of("HTLC " + htlc.id() + " that we fulfilled is about to time out");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Set<Long> fulfilled(Commitments c) {
    Set<Long> ids = new HashSet<>();
    for (List<Update> updates :
        List.of(c.localChanges().proposed(), c.localChanges().signed(), c.localChanges().acked())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          ids.add(fulfill.id());
        }
      }
    }
    return ids;
  }
}
