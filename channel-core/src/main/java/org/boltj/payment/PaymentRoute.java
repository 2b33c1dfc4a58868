package org.boltj.payment;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.onion.HopPayload;
import org.boltj.onion.OnionHop;

/** The hops of one part of a payment, from our peer to the recipient. */
public record PaymentRoute(List<PaymentHop> hops) {
  public PaymentRoute {
    hops = List.copyOf(hops);
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one hop");
    }
  }

  public PaymentHop first() {
    return hops.get(0);
  }

  public PaymentHop last() {
    return hops.get(hops.size() - 1);
  }

  public PublicKey recipient() {
    return last().nodeId();
  }

  /** What arrives, msat. */
  public MilliSatoshi amount() {
    return last().amount();
  }

  /** What the nodes between keep, msat. */
  public MilliSatoshi fee() {
    return first().amount().minus(last().amount());
  }

  /** The channel of a hop, as the graph names it. */
  public ChannelDirection direction(PublicKey origin, int hop) {
    PublicKey from = hop == 0 ? origin : hops.get(hop - 1).nodeId();
    PaymentHop to = hops.get(hop);
    return new ChannelDirection(to.shortChannelId(), from.compareTo(to.nodeId()) < 0 ? 0 : 1);
  }

  /** The payloads for all hops (BOLT 4, "Payload format"). */
  public List<OnionHop> onionHops(HopPayload.Final last) {
    List<OnionHop> payloads = new ArrayList<>(hops.size());
    for (int i = 0; i < hops.size() - 1; i++) {
      PaymentHop next = hops.get(i + 1);
      HopPayload.Forward payload =
          new HopPayload.Forward(next.amount(), next.expiry(), next.shortChannelId());
      payloads.add(new OnionHop(hops.get(i).nodeId(), payload.encode()));
    }
    payloads.add(new OnionHop(recipient(), last.encode()));
    return payloads;
  }
}
