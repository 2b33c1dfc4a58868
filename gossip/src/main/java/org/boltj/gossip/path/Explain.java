package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;

/**
 * Says why a request got the route that it got, or none. It takes many times as long as the search,
 * and is made for people to read, and for the code that shows it to them.
 */
public final class Explain {
  private final GraphView graph;
  private final RouteRequest request;
  private final EdgeScores scores;
  private final Scorer scorer;
  private final long nowSeconds;
  private final PathSearch search = new PathSearch();

  /** Explains answers to that request, with the graph and the scores as they are now. */
  public Explain(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    this.graph = graph;
    this.request = request;
    this.scorer = scorer;
    this.nowSeconds = nowSeconds;
    this.scores = scorer.on(graph, nowSeconds);
  }

  /**
   * What a route costs and which one comes next. The route may carry a part of the request's
   * amount; the runner-up carries the same.
   *
   * @throws IllegalArgumentException when the route is none for this request, or no more
   */
  public RouteExplanation route(Route route) {
    RouteRequest share = request.toBuilder().amount(route.amountReceived()).maxParts(1).build();
    Overlay overlay = new Overlay(graph, share, scores);
    int[] edges = edges(overlay, route);
    return new RouteExplanation(route, costs(overlay, edges), runnerUp(share, route));
  }

  private static int[] edges(Overlay overlay, Route route) {
    List<Integer> edges = new ArrayList<>();
    route.hops().forEach(hop -> edges.add(overlay.edge(hop.channelDirection())));
    route.blindedEnd().ifPresent(end -> edges.add(overlay.edge(end.tail())));
    if (edges.contains(-1)) {
      throw new IllegalArgumentException("the route has a channel that is not known");
    }
    return edges.stream().mapToInt(edge -> edge).toArray();
  }

  private static List<HopCost> costs(Overlay overlay, int[] edges) {
    RouteWriter writer = new RouteWriter(overlay);
    if (writer.write(edges, overlay.request.amount()).isEmpty()) {
      throw new IllegalArgumentException("the route cannot be used for this request");
    }
    return writer.hopCosts();
  }

  /** The second best route leaves out at least one channel of the best one. */
  private Optional<RouteExplanation> runnerUp(RouteRequest share, Route route) {
    return route.hops().stream()
        .map(hop -> without(share, hop.channelDirection()))
        .flatMap(Optional::stream)
        .min(Comparator.comparingLong(RouteExplanation::costMsat));
  }

  private Optional<RouteExplanation> without(RouteRequest share, ChannelDirection channel) {
    Set<ChannelDirection> forbidden = new HashSet<>(share.forbiddenChannels());
    forbidden.add(channel);
    RouteRequest other = share.toBuilder().forbiddenChannels(forbidden).build();
    Overlay overlay = new Overlay(graph, other, scores);
    RouteWriter writer = new RouteWriter(overlay);
    return search
        .find(overlay, Limits.of(other))
        .flatMap(edges -> writer.write(edges, other.amount()))
        .map(found -> new RouteExplanation(found, writer.hopCosts(), Optional.empty()));
  }

  /**
   * Why no single path carries the whole amount; empty when there is one, as there may be again in
   * a graph that changes.
   */
  public Optional<NoRouteExplanation> noRoute() {
    return switch (new SinglePathFinder().find(graph, request, scorer, nowSeconds)) {
      case PathResult.NotFound none -> Optional.of(noRoute(none.reason()));
      case PathResult.Found found -> Optional.empty();
    };
  }

  private NoRouteExplanation noRoute(PathResult.Reason reason) {
    Overlay overlay = new Overlay(graph, request, scores);
    Flood before = new Flood(graph, overlay, false);
    Flood behind = new Flood(graph, overlay, true);
    boolean limitsAlone = before.reaches(overlay.source);
    return new NoRouteExplanation(
        reason,
        before.nodes(),
        behind.nodes(),
        limitsAlone ? List.of() : before.cuts(),
        limitsAlone ? List.of() : behind.cuts(),
        least(LimitBounds.EACH.get(0), route -> route.fee().msat()),
        least(LimitBounds.EACH.get(1), Route::cltvDelta),
        least(LimitBounds.EACH.get(2), Explain::channels),
        limitsAlone ? other(reason) : blindedPaths(before));
  }

  /** Channels in a row, with those of the blinded end. */
  private static int channels(Route route) {
    return route.hops().size() + route.blindedEnd().map(end -> end.tail().hops() - 1).orElse(0);
  }

  /** Blinded paths have no channels that could be named. */
  private Optional<String> blindedPaths(Flood before) {
    return request.blindedTails().isEmpty() || before.nodes() > 0
        ? Optional.empty()
        : Optional.of("none of the blinded paths takes the amount and leaves room in the onion");
  }

  /** What is in the way though the amount can come from payer to payee, if it is no limit. */
  private Optional<String> other(PathResult.Reason reason) {
    if (reason == PathResult.Reason.TARGET_IS_SOURCE) {
      return Optional.of("payer and payee are one, and no channel or node is named to go over");
    }
    if (!isPossible(request.toBuilder().through(List.of()))) {
      return isPossible(free().through(List.of()))
          ? Optional.empty()
          : Optional.of("no way passes every node only once and fits into the onion");
    }
    return Optional.of("none passes all that is to be passed, in its order, and no node twice");
  }

  private boolean isPossible(RouteRequestBuilder changed) {
    return new SinglePathFinder().find(graph, changed.build(), scorer, nowSeconds)
        instanceof PathResult.Found;
  }

  private RouteRequestBuilder free() {
    return request.toBuilder()
        .maxFee(MilliSatoshi.MAX_MONEY)
        .maxCltvDelta(Integer.MAX_VALUE / 2)
        .maxHops(RouteRequest.MAX_HOPS);
  }

  /** The least that any route uses of a limit when there are no others. */
  private OptionalLong least(CostWeights weights, ToLongFunction<Route> used) {
    RouteRequest free = free().weights(weights).build();
    PathResult result = new SinglePathFinder().find(graph, free, Scorer.NONE, nowSeconds);
    return result instanceof PathResult.Found found
        ? found.routes().stream().mapToLong(used).findFirst()
        : OptionalLong.empty();
  }
}
