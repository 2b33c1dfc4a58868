package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.scoring.Scorer;

/** Finds one route at a time, and makes the most of a path that was found. */
final class SinglePathSearch {
  private static final List<Weights> IN_ORDER =
      List.of(Weights.CHEAPEST, Weights.LOWEST_FEE, Weights.SHORTEST_LOCK, Weights.FEWEST_HOPS);

  private final SearchGraph graph;
  private final RouteRequest request;
  private final Scorer scorer;
  private final long nowSeconds;

  SinglePathSearch(SearchGraph graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    this.graph = graph;
    this.request = request;
    this.scorer = scorer;
    this.nowSeconds = nowSeconds;
  }

  /**
   * The path of the best route for that amount. The cheapest path may break a limit that another
   * one keeps, so other weights are tried when it is not found.
   */
  Optional<List<Edge>> find(MilliSatoshi amount, MilliSatoshi maxFee) {
    for (Weights weights : IN_ORDER) {
      Dijkstra dijkstra = new Dijkstra(graph, request, weights, scorer, nowSeconds);
      Optional<List<Edge>> path = dijkstra.search(amount, maxFee);
      if (path.isPresent() || !dijkstra.metLimit()) {
        return path;
      }
    }
    return Optional.empty();
  }

  /** The route over the path that delivers the amount, when every limit allows it. */
  Optional<Route> route(List<Edge> path, MilliSatoshi delivered, MilliSatoshi maxFee) {
    List<RouteHop> hops = new ArrayList<>();
    long amount = delivered.msat();
    int cltvDelta = request.finalCltvDelta();
    for (int i = path.size() - 1; i >= 0; i--) {
      Edge edge = path.get(i);
      if (!edge.admits(amount, graph.used(edge))) {
        return Optional.empty();
      }
      hops.add(
          new RouteHop(
              graph.nodeId(edge.from()),
              edge.channel().shortChannelId(),
              graph.nodeId(edge.to()),
              MilliSatoshi.of(amount),
              cltvDelta));
      amount = edge.amountBefore(amount);
      cltvDelta += edge.cltvDelta();
    }
    Collections.reverse(hops);
    Route route = new Route(hops);
    return route.fee().compareTo(maxFee) <= 0 ? Optional.of(route) : Optional.empty();
  }

  /** The most that the path can deliver, bounded by its channels alone (msat). */
  MilliSatoshi mostDelivered(List<Edge> path) {
    long amount = Long.MAX_VALUE;
    for (Edge edge : path) {
      if (!edge.isFirst()) {
        amount = edge.largestAfter(amount);
      }
      amount = Math.min(amount, edge.room(graph.used(edge)));
      if (amount <= 0) {
        return MilliSatoshi.ZERO;
      }
    }
    return MilliSatoshi.of(amount);
  }
}
