package org.boltj.gossip.bench;

import java.util.List;
import java.util.function.Supplier;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.path.MultiPartPathFinder;
import org.boltj.gossip.path.PathFinder;
import org.boltj.gossip.path.PathResult;
import org.boltj.gossip.path.Route;
import org.boltj.gossip.path.RouteRequest;
import org.boltj.gossip.path.SinglePathFinder;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.gossip.scoring.ScoringParameters;

/** Our own router. */
final class Boltj implements Contestant {
  @Override
  public String name() {
    return "boltj";
  }

  @Override
  public String note() {
    return "exact amounts and all limits; the time is that of PathFinder.find, which gives the"
        + " route with all its hops as it would be paid";
  }

  @Override
  public boolean splits() {
    return true;
  }

  @Override
  public Session on(BenchGraph graph, List<Outcome> outcomes) {
    Scorer scorer = scorer(graph, outcomes);
    PathFinder one = new SinglePathFinder();
    PathFinder several = finder();
    return query -> find(graph, query, query.maxParts() == 1 ? one : several, scorer);
  }

  /** The finder that a node uses. */
  static PathFinder finder() {
    return new MultiPartPathFinder();
  }

  /** A scorer that has just been told of all outcomes. */
  static Scorer scorer(BenchGraph graph, Iterable<Outcome> outcomes) {
    LiquidityScorer scorer =
        new LiquidityScorer(ScoringParameters.DEFAULT.withMostChannels(1_000_000));
    for (Outcome outcome : outcomes) {
      ChannelDirection direction =
          new ChannelDirection(
              graph.view().shortChannelId(outcome.edge() >> 1), outcome.edge() & 1);
      MilliSatoshi amount = MilliSatoshi.of(outcome.amountMsat());
      if (outcome.forwarded()) {
        scorer.channelSucceeded(direction, amount, graph.nowSeconds());
      } else {
        scorer.channelFailed(direction, amount, graph.nowSeconds());
      }
    }
    return scorer;
  }

  /** A request without a limit of fees, as the rivals know none. */
  static RouteRequest request(BenchGraph graph, Query query) {
    return RouteRequest.builder(
            graph.view().nodeId(query.source()),
            graph.view().nodeId(query.target()),
            MilliSatoshi.of(query.amountMsat()))
        .finalCltvDelta(Query.FINAL_CLTV_DELTA)
        .maxCltvDelta(Query.MAX_CLTV_DELTA)
        .maxParts(query.maxParts())
        .build();
  }

  private static Supplier<List<int[]>> find(
      BenchGraph graph, Query query, PathFinder finder, Scorer scorer) {
    PathResult result =
        finder.find(graph.view(), request(graph, query), scorer, graph.nowSeconds());
    return () ->
        result instanceof PathResult.Found found
            ? found.routes().stream().map(route -> edges(graph.view(), route)).toList()
            : List.of();
  }

  private static int[] edges(GraphView graph, Route route) {
    return route.hops().stream()
        .mapToInt(
            hop ->
                2 * graph.channelIndex(hop.shortChannelId()) + hop.channelDirection().direction())
        .toArray();
  }
}
