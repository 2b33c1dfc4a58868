package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;

/** Finds the one cheapest route, or says that there is none. Safe for several threads. */
public final class SinglePathFinder implements PathFinder {
  /** How often a search is repeated because the graph changed under the route that it found. */
  private static final int MOST_ATTEMPTS = 5;

  private final PathSearch search = new PathSearch();

  @Override
  public PathResult find(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    if (request.isToNowhere()) {
      return new PathResult.NotFound(PathResult.Reason.TARGET_IS_SOURCE);
    }
    if (request.amount().isGreaterThan(MilliSatoshi.MAX_MONEY)) {
      return new PathResult.NotFound(PathResult.Reason.NO_ROUTE);
    }
    EdgeScores scores = scorer.on(graph, nowSeconds);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Overlay overlay = new Overlay(graph, request, scores);
      Optional<PathResult.Reason> hopeless = hopeless(overlay);
      if (hopeless.isPresent()) {
        return new PathResult.NotFound(hopeless.get());
      }
      Limits limits = Limits.of(request);
      Optional<int[]> edges = search.find(overlay, limits);
      if (edges.isEmpty()) {
        return new PathResult.NotFound(reason(graph, request, scores, limits));
      }
      Optional<Route> route = new RouteWriter(overlay).write(edges.get(), request.amount());
      if (route.isPresent()) {
        return new PathResult.Found(List.of(route.get()));
      }
    }
    return new PathResult.NotFound(PathResult.Reason.NO_ROUTE);
  }

  private static Optional<PathResult.Reason> hopeless(Overlay overlay) {
    if (overlay.localBalance().isLessThan(overlay.request.amount())) {
      return Optional.of(PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE);
    }
    return new Waypoints(overlay).isPossible()
        ? Optional.empty()
        : Optional.of(PathResult.Reason.NO_ROUTE);
  }

  /** Lifts one limit after the other to see which one it was. */
  private PathResult.Reason reason(
      GraphView graph, RouteRequest request, EdgeScores scores, Limits met) {
    RouteRequest anyFee = request.toBuilder().maxFee(MilliSatoshi.MAX_MONEY).build();
    Limits limits = met;
    if (met.metFee() || met.tooNarrow() && request.maxFee().isLessThan(MilliSatoshi.MAX_MONEY)) {
      limits = Limits.of(anyFee);
      if (search.find(new Overlay(graph, anyFee, scores), limits).isPresent()) {
        return PathResult.Reason.FEE_LIMIT_EXCEEDED;
      }
    }
    RouteRequest anyTime = anyFee.toBuilder().maxCltvDelta(Integer.MAX_VALUE / 2).build();
    boolean timeMatters = (met.metFee() || met.metCltv()) && !limits.tooNarrow();
    if (timeMatters && isPossible(graph, anyTime, scores)) {
      return PathResult.Reason.CLTV_LIMIT_EXCEEDED;
    }
    return Terminals.isReachable(new Overlay(graph, request, scores))
        ? PathResult.Reason.NO_ROUTE
        : PathResult.Reason.TARGET_UNREACHABLE;
  }

  private boolean isPossible(GraphView graph, RouteRequest request, EdgeScores scores) {
    return search.find(new Overlay(graph, request, scores), Limits.of(request)).isPresent();
  }
}
