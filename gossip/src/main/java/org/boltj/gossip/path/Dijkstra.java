package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.scoring.Scorer;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest path from the payee back to the payer (Dijkstra). It runs backwards, because a fee
 * depends on the amount that goes out. Among equals the path with fewer hops, then with the lesser
 * channel ids wins, so that the result does not depend on the order in which the graph was learnt.
 */
final class Dijkstra {
  private final SearchGraph graph;
  private final RouteRequest request;
  private final Weights weights;
  private final Scorer scorer;
  private final long nowSeconds;
  private final @Nullable Label[] best;
  private final boolean[] settled;
  private final PriorityQueue<Label> queue = new PriorityQueue<>();
  private boolean metLimit;

  /** The best way known from a node to the payee. */
  private record Label(
      int node,
      long cost,
      long amount,
      int cltvDelta,
      int hops,
      @Nullable Edge edge,
      @Nullable Label next)
      implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      int order = Long.compare(cost, other.cost);
      order = order != 0 ? order : Integer.compare(hops, other.hops);
      return order != 0 || edge == null || other.edge == null
          ? order
          : edge.channel().compareTo(other.edge.channel());
    }
  }

  Dijkstra(
      SearchGraph graph, RouteRequest request, Weights weights, Scorer scorer, long nowSeconds) {
    this.graph = graph;
    this.request = request;
    this.weights = weights;
    this.scorer = scorer;
    this.nowSeconds = nowSeconds;
    this.best = new Label[graph.nodeBound()];
    this.settled = new boolean[graph.nodeBound()];
  }

  /** The edges from payer to payee of the cheapest path for that amount. */
  Optional<List<Edge>> search(MilliSatoshi amount, MilliSatoshi maxFee) {
    long mostSent = amount.plus(maxFee.min(MilliSatoshi.MAX_MONEY)).msat();
    offer(new Label(graph.target, 0, amount.msat(), request.finalCltvDelta(), 0, null, null));
    while (true) {
      Label label = queue.poll();
      if (label == null) {
        return Optional.empty();
      }
      if (label.node == graph.source) {
        return Optional.of(edgesOf(label));
      }
      if (settled[label.node]) {
        continue;
      }
      settled[label.node] = true;
      if (mayPass(label)) {
        graph.forEachEdgeInto(label.node, edge -> relax(edge, label, mostSent));
      }
    }
  }

  /**
   * Whether a limit of the request cut something off, so that other weights may still find a path.
   */
  boolean metLimit() {
    return metLimit;
  }

  private boolean mayPass(Label label) {
    if (label.hops >= request.maxHops()) {
      metLimit = true;
      return false;
    }
    return label.node == graph.target || graph.isPassable(label.node);
  }

  private static List<Edge> edgesOf(Label start) {
    List<Edge> edges = new ArrayList<>();
    for (Label at = start; at != null && at.edge != null; at = at.next) {
      edges.add(at.edge);
    }
    return edges;
  }

  private void relax(Edge edge, Label label, long mostSent) {
    if (settled[edge.from()] || edge.from() == graph.target) {
      return;
    }
    long used = graph.used(edge);
    if (!edge.admits(label.amount, used)) {
      return;
    }
    long amount = edge.amountBefore(label.amount);
    int cltvDelta = label.cltvDelta + edge.cltvDelta();
    if (amount > mostSent || cltvDelta > request.maxCltvDelta()) {
      metLimit = true;
      return;
    }
    long cost = label.cost + costOf(edge, label.amount, amount, used);
    offer(new Label(edge.from(), cost, amount, cltvDelta, label.hops + 1, edge, label));
  }

  private long costOf(Edge edge, long amountOut, long amountIn, long used) {
    if (edge.isFirst()) {
      return 0;
    }
    long penalty =
        scorer.penaltyMsat(
            edge.channel(),
            graph.nodeId(edge.from()),
            graph.nodeId(edge.to()),
            MilliSatoshi.of(amountOut + used),
            MilliSatoshi.of(Math.min(edge.limit(), MilliSatoshi.MAX_MONEY.msat())),
            nowSeconds);
    return weights.cost(amountIn - amountOut, edge.cltvDelta(), amountOut, penalty);
  }

  private void offer(Label label) {
    Label known = best[label.node];
    if (known == null || label.compareTo(known) < 0) {
      best[label.node] = label;
      queue.add(label);
    }
  }
}
