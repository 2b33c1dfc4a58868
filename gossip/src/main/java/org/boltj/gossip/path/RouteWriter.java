package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.jspecify.annotations.Nullable;

/**
 * Makes a route of edges that a search found, with the amounts that each forwarding node will ask
 * for. It reads every edge once more: the graph may have changed since the search did.
 */
final class RouteWriter {
  private final Overlay overlay;
  private final OverlayEdge edge = new OverlayEdge();
  private final List<RouteHop> hops = new ArrayList<>();
  private Optional<Route.BlindedEnd> blindedEnd = Optional.empty();

  /** Where the route that is written so far begins. Numbers may be another node's by now. */
  private PublicKey begin;

  private final List<HopCost> costs = new ArrayList<>();
  private long sent;
  private long wanted;
  private int cltv;
  private int used;

  RouteWriter(Overlay overlay) {
    this.overlay = overlay;
    this.begin = overlay.request.target();
  }

  /**
   * The route, unless an edge is no more usable for its amount, does not fit its neighbour, or a
   * limit of the request is broken.
   *
   * @param edges from payer to payee
   * @param delivered to the payee (msat)
   */
  Optional<Route> write(int[] edges, MilliSatoshi delivered) {
    start(delivered);
    for (int i = edges.length - 1; i >= 0; i--) {
      ChannelDirection channel = overlay.direction(edges[i]);
      if (!overlay.read(edges[i], edge) || !add(channel)) {
        return Optional.empty();
      }
    }
    Collections.reverse(hops);
    return begin.equals(overlay.request.source()) && keepsLimits(delivered)
        ? Optional.of(new Route(hops, blindedEnd))
        : Optional.empty();
  }

  /** The cost of the route that was written (msat). */
  long cost() {
    return costs.stream().mapToLong(HopCost::costMsat).sum();
  }

  /** What each hop of the route that was written costs, from payer to payee. */
  List<HopCost> hopCosts() {
    return costs.reversed();
  }

  private void start(MilliSatoshi delivered) {
    hops.clear();
    blindedEnd = Optional.empty();
    begin = overlay.request.target();
    costs.clear();
    sent = delivered.msat();
    wanted = sent;
    cltv = overlay.request.finalCltvDelta();
    used = overlay.hopsAtTarget();
  }

  /**
   * Adds the edge before what is there.
   *
   * @param channel what the edge was before it was read
   */
  private boolean add(@Nullable ChannelDirection channel) {
    long amount = edge.amountFor(sent, wanted);
    if (!edge.admits(amount) || !join(channel, MilliSatoshi.of(amount))) {
      return false;
    }
    long fee = edge.fee(amount);
    note(channel, amount, edge.blinded ? fee : 0);
    sent = edge.sentOn(amount, fee);
    wanted = amount + fee;
    cltv += edge.delay();
    used += edge.hops;
    return true;
  }

  /**
   * Puts the hop before what is there, if it leads there. As long as a channel is there, its nodes
   * keep their numbers; so the names are right when it is the same before and after.
   */
  private boolean join(@Nullable ChannelDirection channel, MilliSatoshi amount) {
    BlindedTail tail = overlay.tail(edge.edge);
    if (tail != null) {
      blindedEnd = Optional.of(new Route.BlindedEnd(tail, amount, cltv));
      begin = tail.introductionNode();
      return true;
    }
    PublicKey from = overlay.nodeId(edge.from);
    PublicKey to = overlay.nodeId(edge.to);
    if (channel == null || !to.equals(begin) || !channel.equals(overlay.direction(edge.edge))) {
      return false;
    }
    hops.add(new RouteHop(from, channel.shortChannelId(), to, amount, cltv));
    begin = from;
    return true;
  }

  /**
   * What the node that sends on keeps belongs to the hop that it sends over; only that of a blinded
   * tail is sure before the hop before it is known.
   */
  private void note(@Nullable ChannelDirection channel, long amount, long feeOfTail) {
    CostWeights weights = overlay.request.weights();
    long feeOfNext = amount - sent;
    if (!costs.isEmpty()) {
      HopCost next = costs.removeLast();
      costs.add(next.withFee(feeOfNext, weights));
    }
    int delay = edge.delay();
    long penalty = overlay.penalty(edge, amount);
    long hopCost = weights.hopCost(feeOfTail, delay, amount, penalty);
    costs.add(
        new HopCost(
            channel, amount, feeOfTail, penalty, delay, weights.lock(amount, delay), hopCost));
  }

  private boolean keepsLimits(MilliSatoshi delivered) {
    RouteRequest request = overlay.request;
    return sent - delivered.msat() <= request.maxFee().msat()
        && cltv <= request.maxCltvDelta()
        && used <= request.maxHops();
  }
}
