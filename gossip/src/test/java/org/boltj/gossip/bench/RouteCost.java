package org.boltj.gossip.bench;

import java.util.Optional;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.path.CostWeights;
import org.boltj.gossip.scoring.EdgeScores;

/** What a route costs by our cost function, whoever found it. Not safe for several threads. */
final class RouteCost {
  private static final CostWeights WEIGHTS = CostWeights.DEFAULT;

  /** More than any edge admits. */
  private static final long ABSURD = Long.MAX_VALUE / 4;

  private final GraphView graph;
  private final EdgeScores scores;
  private final EdgeData data = new EdgeData();

  /**
   * A route as it would be paid.
   *
   * @param cost what the search minimises (msat)
   * @param feeMsat that forwarding nodes keep
   */
  record Total(long cost, long feeMsat) {}

  RouteCost(GraphView graph, EdgeScores scores) {
    this.graph = graph;
    this.scores = scores;
  }

  /** By the scorer that knows those outcomes. */
  static RouteCost of(BenchGraph graph, Iterable<Outcome> outcomes) {
    EdgeScores scores = Boltj.scorer(graph, outcomes).on(graph.view(), graph.nowSeconds());
    return new RouteCost(graph.view(), scores);
  }

  /** What the node at the beginning asks for; the payer asks himself for nothing (msat). */
  static long fee(EdgeData edge, long amountMsat, boolean isFirst) {
    if (isFirst) {
      return 0;
    }
    long millionths = edge.feeProportionalMillionths();
    long product = amountMsat * millionths;
    return Math.multiplyHigh(amountMsat, millionths) == 0 && product >= 0
        ? edge.feeBaseMsat() + product / 1_000_000
        : ABSURD;
  }

  /** The cost of one hop (msat). */
  long ofHop(int edge, EdgeData read, long amountMsat, boolean isFirst) {
    long capacity =
        read.capacityMsat() == Long.MAX_VALUE ? read.htlcMaximumMsat() : read.capacityMsat();
    return WEIGHTS.hopCost(
        fee(read, amountMsat, isFirst),
        isFirst ? 0 : read.cltvExpiryDelta(),
        amountMsat,
        scores.penaltyMsat(edge, read.from(), read.to(), amountMsat, capacity));
  }

  /** Whether an HTLC of that amount may go over the edge. */
  static boolean admits(EdgeData edge, long amountMsat) {
    return amountMsat >= edge.htlcMinimumMsat() && amountMsat <= edge.htlcMaximumMsat();
  }

  /** The route as it would be paid, inbound fees included, or nothing when an edge refuses it. */
  Optional<Total> of(int[] edges, Query query) {
    long sentOn = query.amountMsat();
    long wanted = query.amountMsat();
    long cost = 0;
    for (int i = edges.length - 1; i >= 0; i--) {
      if (!graph.read(edges[i], data)) {
        return Optional.empty();
      }
      long inbound = i == edges.length - 1 ? 0 : inboundFee(data, wanted);
      long amount = Math.max(sentOn, wanted + inbound);
      if (!admits(data, amount)) {
        return Optional.empty();
      }
      // What the receiving node keeps is known here; what the sending node asks for is not yet.
      cost += amount - sentOn + ofHop(edges[i], data, amount, i == 0) - fee(data, amount, i == 0);
      wanted = amount + fee(data, amount, i == 0);
      sentOn = amount;
    }
    return Optional.of(new Total(cost, sentOn - query.amountMsat()));
  }

  /** bLIP 18: added to what the receiving node wants, rounded towards zero. */
  private static long inboundFee(EdgeData edge, long wanted) {
    return edge.inboundFeeBaseMsat() + wanted * edge.inboundFeeProportionalMillionths() / 1_000_000;
  }
}
