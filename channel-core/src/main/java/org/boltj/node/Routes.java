package org.boltj.node;

import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.payment.PaymentHop;
import org.boltj.payment.PaymentRoute;

/** Names the channels of a route as the graph does. */
final class Routes {
  private Routes() {}

  static ChannelDirection direction(PublicKey origin, PaymentRoute route, int hop) {
    PublicKey from = hop == 0 ? origin : route.hops().get(hop - 1).nodeId();
    PaymentHop to = route.hops().get(hop);
    return new ChannelDirection(to.shortChannelId(), from.compareTo(to.nodeId()) < 0 ? 0 : 1);
  }
}
