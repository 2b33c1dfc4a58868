package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;

/**
 * The channels from payer to payee, in that order; at least one.
 *
 * @param hops the channels; with a blinded end, those up to the introduction node
 * @param blindedEnd what follows them when the payee has blinded the end of the route
 */
public record Route(List<RouteHop> hops, Optional<BlindedEnd> blindedEnd) {
  public Route {
    hops = List.copyOf(hops);
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one hop");
    }
  }

  /** A route without blinded end. */
  public Route(List<RouteHop> hops) {
    this(hops, Optional.empty());
  }

  /**
   * The blinded end of a route.
   *
   * @param tail which of those of the request
   * @param amount that the payee receives (msat)
   * @param cltvDelta blocks above the current height at which the payee's HTLC expires
   */
  public record BlindedEnd(BlindedTail tail, MilliSatoshi amount, int cltvDelta) {}

  public RouteHop first() {
    return hops.get(0);
  }

  public RouteHop last() {
    return hops.get(hops.size() - 1);
  }

  public PublicKey source() {
    return first().from();
  }

  /** The payee, or the introduction node of the blinded end. */
  public PublicKey target() {
    return last().to();
  }

  /** What the payer sends, fees included (msat). */
  public MilliSatoshi amountSent() {
    return first().amount();
  }

  /** What the payee receives (msat). */
  public MilliSatoshi amountReceived() {
    return blindedEnd.map(BlindedEnd::amount).orElseGet(() -> last().amount());
  }

  /** What the forwarding nodes keep (msat). */
  public MilliSatoshi fee() {
    return amountSent().minus(amountReceived());
  }

  /** Blocks above the current height at which the first HTLC expires. */
  public int cltvDelta() {
    return first().cltvDelta();
  }

  /**
   * What the node at the end of that hop keeps for forwarding (msat), at the last hop all nodes of
   * the blinded end together; zero for the payee.
   */
  public MilliSatoshi feeAt(int hop) {
    MilliSatoshi sentOn = hop == hops.size() - 1 ? amountReceived() : hops.get(hop + 1).amount();
    return hops.get(hop).amount().minus(sentOn);
  }
}
