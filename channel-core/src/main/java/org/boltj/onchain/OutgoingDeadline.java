package org.boltj.onchain;

import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.OutgoingHtlc;

/** Until when an HTLC of ours should be back with us. */
final class OutgoingDeadline {
  private OutgoingDeadline() {}

  /**
   * Early enough that the incoming half of a forwarded one can still be failed before it times out;
   * a payment of our own has {@link FeeSchedule#NO_DEADLINE}.
   */
  static int of(OutgoingHtlc htlc, ChannelPolicy policy) {
    return switch (htlc.origin()) {
      case HtlcOrigin.Local local -> FeeSchedule.NO_DEADLINE;
      case HtlcOrigin.Forwarded forwarded ->
          (int) forwarded.expiryIn().height() - policy.resolutionDepth();
    };
  }
}
