package org.boltj.gossip.path;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.EdgeScores;

/**
 * Dijkstra's algorithm as in a textbook, from payee to payer, over a graph without inbound fees:
 * what the real search must agree with. No bounds, no pruning, no clever memory.
 */
final class PlainDijkstra {
  private final GraphView graph;
  private final RouteRequest request;
  private final EdgeScores scores;
  private final int source;
  private final int target;
  private final Map<Integer, Label> best = new HashMap<>();
  private final Set<Integer> settled = new HashSet<>();
  private final PriorityQueue<Label> queue = new PriorityQueue<>();
  private boolean metLimit;

  /** A way from a node to the payee. */
  private record Label(int node, long cost, long amount, int cltv, int hops)
      implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      int byCost = Long.compare(cost, other.cost);
      int byAmount = byCost != 0 ? byCost : Long.compare(amount, other.amount);
      return byAmount != 0 ? byAmount : Integer.compare(hops, other.hops);
    }
  }

  PlainDijkstra(GraphView graph, RouteRequest request, EdgeScores scores) {
    this.graph = graph;
    this.request = request;
    this.scores = scores;
    this.source = graph.nodeIndex(request.source());
    this.target = graph.nodeIndex(request.target());
  }

  /** The cost of the cheapest way (msat), if there is one within the limits. */
  OptionalLong cost() {
    offer(new Label(target, 0, request.amount().msat(), request.finalCltvDelta(), 0));
    while (!queue.isEmpty()) {
      Label label = queue.poll();
      if (label.node() == source) {
        return OptionalLong.of(label.cost());
      }
      if (settled.add(label.node())
          && (label.node() == target || graph.isNodeRoutable(label.node()))) {
        for (int edge : graph.edgesInto(label.node())) {
          relax(edge, label);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a limit cut something off. */
  boolean metLimit() {
    return metLimit;
  }

  private void relax(int edge, Label label) {
    EdgeData data = new EdgeData();
    if (!graph.read(edge, data)
        || label.amount() < data.htlcMinimumMsat()
        || label.amount() > data.htlcMaximumMsat()) {
      return;
    }
    boolean first = data.from() == source;
    long fee =
        first
            ? 0
            : data.feeBaseMsat() + label.amount() * data.feeProportionalMillionths() / 1_000_000;
    int delay = first ? 0 : data.cltvExpiryDelta();
    long penalty =
        scores.penaltyMsat(edge, data.from(), data.to(), label.amount(), data.capacityMsat());
    long cost = label.cost() + request.weights().hopCost(fee, delay, label.amount(), penalty);
    Label longer =
        new Label(data.from(), cost, label.amount() + fee, label.cltv() + delay, label.hops() + 1);
    if (longer.amount() > request.amount().msat() + request.maxFee().msat()
        || longer.cltv() > request.maxCltvDelta()
        || longer.hops() > request.maxHops()) {
      metLimit = true;
    } else {
      offer(longer);
    }
  }

  private void offer(Label label) {
    Label known = best.get(label.node());
    if (known == null || label.compareTo(known) < 0) {
      best.put(label.node(), label);
      queue.add(label);
    }
  }
}
