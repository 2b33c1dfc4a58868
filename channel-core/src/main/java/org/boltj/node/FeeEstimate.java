package org.boltj.node;

import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.payment.PaymentRoute;

/**
 * What a payment would cost now, as far as this node knows the network. Nothing was sent: {@link
 * LightningNode#probe} tries it.
 *
 * @param amount that would arrive, msat
 * @param fee what the nodes between would keep, msat
 * @param successProbability 0 to 1, that the first attempt succeeds: by the capacities of the
 *     channels and by what payments have taught
 * @param routes over which it would go; the first HTLC of each expires at its first hop's expiry
 */
public record FeeEstimate(
    MilliSatoshi amount, MilliSatoshi fee, double successProbability, List<PaymentRoute> routes) {
  public FeeEstimate {
    routes = List.copyOf(routes);
  }
}
