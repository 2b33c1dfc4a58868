package org.boltj.gossip.path;

import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;

/** The channels from payer to payee, in that order; at least one. */
public record Route(List<RouteHop> hops) {
  public Route {
    hops = List.copyOf(hops);
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one hop");
    }
  }

  public RouteHop first() {
    return hops.get(0);
  }

  public RouteHop last() {
    return hops.get(hops.size() - 1);
  }

  public PublicKey source() {
    return first().from();
  }

  public PublicKey target() {
    return last().to();
  }

  /** What the payer sends, fees included (msat). */
  public MilliSatoshi amountSent() {
    return first().amount();
  }

  /** What the payee receives (msat). */
  public MilliSatoshi amountReceived() {
    return last().amount();
  }

  /** What the forwarding nodes keep (msat). */
  public MilliSatoshi fee() {
    return amountSent().minus(amountReceived());
  }

  /** Blocks above the current height at which the first HTLC expires. */
  public int cltvDelta() {
    return first().cltvDelta();
  }

  /** What the node at the end of that hop keeps for forwarding (msat); zero for the last hop. */
  public MilliSatoshi feeAt(int hop) {
    return hop == hops.size() - 1
        ? MilliSatoshi.ZERO
        : hops.get(hop).amount().minus(hops.get(hop + 1).amount());
  }
}
