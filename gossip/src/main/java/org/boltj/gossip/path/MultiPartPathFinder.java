package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.Scorer;

/**
 * Finds one route if there is one, else splits the payment over several.
 *
 * <p>It splits greedily: the largest share that finds a path is widened to the most that this path
 * carries, and the rest is split further. With n parts left a share is never smaller than an n-th
 * of what is missing, because some part must be at least that large. What a part uses of a channel
 * is not used again.
 */
public final class MultiPartPathFinder implements PathFinder {
  /** A rest smaller than that is avoided where it can be: many channels refuse tiny HTLCs. */
  private static final MilliSatoshi SMALLEST_REST = MilliSatoshi.ofSat(10_000);

  @Override
  public PathResult find(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    if (request.source().equals(request.target())) {
      return new PathResult.NotFound(PathResult.Reason.TARGET_IS_SOURCE);
    }
    SearchGraph search = new SearchGraph(graph, request);
    if (search.localBalance().isLessThan(request.amount())) {
      return new PathResult.NotFound(PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE);
    }
    Optional<List<Route>> routes =
        split(search, new SinglePathSearch(search, request, scorer, nowSeconds), request);
    return routes.isPresent()
        ? new PathResult.Found(routes.get())
        : new PathResult.NotFound(reason(graph, request, nowSeconds));
  }

  private static Optional<List<Route>> split(
      SearchGraph graph, SinglePathSearch search, RouteRequest request) {
    List<Route> routes = new ArrayList<>();
    MilliSatoshi missing = request.amount();
    MilliSatoshi feeLeft = request.maxFee();
    while (!missing.isZero()) {
      int partsLeft = request.maxParts() - routes.size();
      Optional<Route> part = nextPart(search, missing, feeLeft, partsLeft);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      graph.use(part.get());
      routes.add(part.get());
      missing = missing.minus(part.get().amountReceived());
      feeLeft = feeLeft.minus(part.get().fee());
    }
    return Optional.of(routes);
  }

  private static Optional<Route> nextPart(
      SinglePathSearch search, MilliSatoshi missing, MilliSatoshi feeLeft, int partsLeft) {
    if (partsLeft == 0) {
      return Optional.empty();
    }
    long least = (missing.msat() + partsLeft - 1) / partsLeft;
    long share = missing.msat();
    while (true) {
      Optional<Route> route = widen(search, MilliSatoshi.of(share), missing, feeLeft);
      if (route.isPresent() || share == least) {
        return route;
      }
      share = Math.max(least, share / 2);
    }
  }

  /** A route for at least that share, and for more of what is missing when its path carries it. */
  private static Optional<Route> widen(
      SinglePathSearch search, MilliSatoshi share, MilliSatoshi missing, MilliSatoshi feeLeft) {
    Optional<List<Edge>> path = search.find(share, feeLeft);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    MilliSatoshi most = search.mostDelivered(path.get()).min(missing);
    for (MilliSatoshi amount : List.of(leavingNoSmallRest(most, missing, share), most)) {
      Optional<Route> wide = search.route(path.get(), amount.max(share), feeLeft);
      if (wide.isPresent()) {
        return wide;
      }
    }
    return search.route(path.get(), share, feeLeft);
  }

  private static MilliSatoshi leavingNoSmallRest(
      MilliSatoshi most, MilliSatoshi missing, MilliSatoshi share) {
    MilliSatoshi rest = missing.minus(most);
    MilliSatoshi wanted = SMALLEST_REST.min(MilliSatoshi.of(missing.msat() / 2));
    return rest.isZero() || !rest.isLessThan(wanted) ? most : missing.minus(wanted).max(share);
  }

  /** Relaxes one limit after the other to see which one it was. */
  private static PathResult.Reason reason(GraphView graph, RouteRequest request, long nowSeconds) {
    RouteRequest anyFee = request.withMaxFee(MilliSatoshi.MAX_MONEY);
    if (isPossible(graph, anyFee, nowSeconds)) {
      return PathResult.Reason.FEE_LIMIT_EXCEEDED;
    }
    RouteRequest anyTime = anyFee.withMaxCltvDelta(Integer.MAX_VALUE / 2);
    if (isPossible(graph, anyTime, nowSeconds)) {
      return PathResult.Reason.CLTV_LIMIT_EXCEEDED;
    }
    boolean[] reachable = new boolean[1];
    SearchGraph search = new SearchGraph(graph, request);
    search.forEachEdgeInto(search.target, edge -> reachable[0] = true);
    return reachable[0] ? PathResult.Reason.NO_ROUTE : PathResult.Reason.TARGET_UNREACHABLE;
  }

  private static boolean isPossible(GraphView graph, RouteRequest request, long nowSeconds) {
    SearchGraph search = new SearchGraph(graph, request);
    return split(search, new SinglePathSearch(search, request, Scorer.NONE, nowSeconds), request)
        .isPresent();
  }
}
