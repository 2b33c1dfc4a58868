package org.boltj.node;

import org.boltj.base.MilliSatoshi;
import org.boltj.channel.PersistentState;
import org.boltj.payment.RelayPolicy;

/**
 * The amounts that we forward over a channel: what we want to, and what the peer and the channel
 * take.
 *
 * @param least the smallest HTLC, msat
 * @param most the largest HTLC, msat
 */
record HtlcRange(MilliSatoshi least, MilliSatoshi most) {
  static HtlcRange of(RelayPolicy policy, PersistentState state) {
    MilliSatoshi capacity = state.params().capacity().toMilliSatoshi();
    MilliSatoshi takes = state.params().remote().maxHtlcValueInFlight().min(capacity);
    return new HtlcRange(
        policy.htlcMinimum().max(state.params().remote().htlcMinimum()),
        policy.htlcMaximum().map(takes::min).orElse(takes));
  }

  /** Whether there is no such amount: nothing can be forwarded. */
  boolean isEmpty() {
    return least.isGreaterThan(most);
  }

  /** For a person. */
  String whyEmpty() {
    return "no HTLC could be forwarded: the smallest would have " + least + ", the largest " + most;
  }

  /** BOLT 7: htlc_minimum_msat must not be more than htlc_maximum_msat, also of a disabled one. */
  MilliSatoshi announcedLeast() {
    return least.min(most);
  }
}
