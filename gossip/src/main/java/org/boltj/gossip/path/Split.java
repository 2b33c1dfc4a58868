package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;

/**
 * One attempt to deliver an amount over several routes.
 *
 * <p>It is greedy: the largest share that finds a path is widened to the most that this path
 * carries, and the rest is split further. With n parts left a share is never smaller than an n-th
 * of what is missing, because some part must be at least that large. What a part uses of a channel
 * is not used again.
 */
final class Split {
  private final SearchGraph graph;
  private final SinglePathSearch paths;
  private final RouteRequest request;
  private final MilliSatoshi smallestRest;

  /**
   * An attempt of its own: {@code graph} must not have been used by another.
   *
   * @param smallestRest what should at least be left when something is left (msat)
   */
  Split(
      SearchGraph graph, SinglePathSearch paths, RouteRequest request, MilliSatoshi smallestRest) {
    this.graph = graph;
    this.paths = paths;
    this.request = request;
    this.smallestRest = smallestRest;
  }

  Optional<List<Route>> routes() {
    List<Route> routes = new ArrayList<>();
    MilliSatoshi missing = request.amount();
    MilliSatoshi feeLeft = request.maxFee();
    while (!missing.isZero()) {
      int partsLeft = request.maxParts() - routes.size();
      Optional<Route> part =
          partsLeft == 0 ? Optional.empty() : nextPart(missing, feeLeft, partsLeft);
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

  private Optional<Route> nextPart(MilliSatoshi missing, MilliSatoshi feeLeft, int partsLeft) {
    long least = (missing.msat() - 1) / partsLeft + 1;
    long share = missing.msat();
    while (true) {
      Optional<Route> route = widened(MilliSatoshi.of(share), missing, feeLeft);
      if (route.isPresent() || share == least) {
        return route;
      }
      share = Math.max(least, share / 2);
    }
  }

  /** A route for at least that share, and for more of what is missing when its path carries it. */
  private Optional<Route> widened(MilliSatoshi share, MilliSatoshi missing, MilliSatoshi feeLeft) {
    Optional<List<Edge>> path = paths.find(share, feeLeft);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    MilliSatoshi most = paths.mostDelivered(path.get()).min(missing);
    MilliSatoshi wanted = leavingNoSmallRest(most, missing).max(share);
    Optional<Route> wide = paths.route(path.get(), wanted, feeLeft);
    return wide.isPresent() ? wide : paths.route(path.get(), share, feeLeft);
  }

  private MilliSatoshi leavingNoSmallRest(MilliSatoshi most, MilliSatoshi missing) {
    MilliSatoshi rest = missing.minus(most);
    MilliSatoshi enough = smallestRest.min(MilliSatoshi.of(missing.msat() / 2));
    return rest.isZero() || !rest.isLessThan(enough) ? most : missing.minus(enough);
  }
}
