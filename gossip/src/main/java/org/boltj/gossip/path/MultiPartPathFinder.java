package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.Scorer;

/**
 * Finds one route if there is one, else splits the payment over several; see {@link Split}. When
 * there is none it looks for the limit that was in the way.
 */
public final class MultiPartPathFinder implements PathFinder {
  /** Many channels refuse HTLCs that are much smaller than that. */
  private static final MilliSatoshi SMALLEST_REST = MilliSatoshi.ofSat(10_000);

  @Override
  public PathResult find(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    if (request.source().equals(request.target())) {
      return new PathResult.NotFound(PathResult.Reason.TARGET_IS_SOURCE);
    }
    if (new SearchGraph(graph, request).localBalance().isLessThan(request.amount())) {
      return new PathResult.NotFound(PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE);
    }
    Optional<List<Route>> routes = split(graph, request, scorer, nowSeconds);
    return routes.isPresent()
        ? new PathResult.Found(routes.get())
        : new PathResult.NotFound(reason(graph, request, nowSeconds));
  }

  /** Fills the channels that are used; when that fails, leaves a rest that is not too small. */
  private static Optional<List<Route>> split(
      GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    for (MilliSatoshi smallestRest : List.of(MilliSatoshi.ZERO, SMALLEST_REST)) {
      SearchGraph search = new SearchGraph(graph, request);
      SinglePathSearch paths = new SinglePathSearch(search, request, scorer, nowSeconds);
      Optional<List<Route>> routes = new Split(search, paths, request, smallestRest).routes();
      if (routes.isPresent() || request.maxParts() == 1) {
        return routes;
      }
    }
    return Optional.empty();
  }

  /** Relaxes one limit after the other to see which one it was. */
  private static PathResult.Reason reason(GraphView graph, RouteRequest request, long nowSeconds) {
    RouteRequest anyFee = request.toBuilder().maxFee(MilliSatoshi.MAX_MONEY).build();
    if (isPossible(graph, anyFee, nowSeconds)) {
      return PathResult.Reason.FEE_LIMIT_EXCEEDED;
    }
    RouteRequest anyTime = anyFee.toBuilder().maxCltvDelta(Integer.MAX_VALUE / 2).build();
    if (isPossible(graph, anyTime, nowSeconds)) {
      return PathResult.Reason.CLTV_LIMIT_EXCEEDED;
    }
    boolean[] reachable = new boolean[1];
    SearchGraph search = new SearchGraph(graph, request);
    search.forEachEdgeInto(search.target, edge -> reachable[0] = true);
    return reachable[0] ? PathResult.Reason.NO_ROUTE : PathResult.Reason.TARGET_UNREACHABLE;
  }

  private static boolean isPossible(GraphView graph, RouteRequest request, long nowSeconds) {
    return split(graph, request, Scorer.NONE, nowSeconds).isPresent();
  }
}
