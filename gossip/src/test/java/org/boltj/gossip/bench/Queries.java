package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;

/** Pairs of different nodes of the live core, every node equally likely. */
final class Queries {
  private final BenchGraph graph;
  private final SplittableRandom random;

  Queries(BenchGraph graph, long seed) {
    this.graph = graph;
    this.random = new SplittableRandom(seed);
  }

  /** Pairs that are joined by edges which take the amount, so that there is a route to be found. */
  List<Query> joined(int count, long amountMsat) {
    return draw(count, amountMsat, this::isJoined);
  }

  /** Pairs between which the amount can flow if all liquidity is where it is wanted. */
  List<Query> payable(int count, long amountMsat) {
    MaxFlow flow = new MaxFlow(KnownBalances.full(graph.view()));
    return draw(
        count,
        amountMsat,
        query -> flow.between(query.source(), query.target(), amountMsat) >= amountMsat);
  }

  /** Any pairs. */
  List<Query> any(int count, long amountMsat) {
    return draw(count, amountMsat, query -> true);
  }

  private List<Query> draw(int count, long amountMsat, Predicate<Query> wanted) {
    List<Query> queries = new ArrayList<>(count);
    List<Integer> core = graph.core();
    for (int tries = 0; queries.size() < count && tries < 100 * count; tries++) {
      Query query =
          new Query(
              core.get(random.nextInt(core.size())),
              core.get(random.nextInt(core.size())),
              amountMsat,
              1);
      if (query.source() != query.target() && wanted.test(query)) {
        queries.add(query);
      }
    }
    return queries;
  }

  /**
   * Fees are left out, so that a few pairs are called joined though fees make the amount too large.
   */
  private boolean isJoined(Query query) {
    GraphView view = graph.view();
    EdgeData data = new EdgeData();
    boolean[] seen = new boolean[view.nodeBound()];
    int[] waiting = new int[view.nodeBound()];
    int count = 1;
    waiting[0] = query.target();
    seen[query.target()] = true;
    for (int at = 0; at < count && !seen[query.source()]; at++) {
      for (int edge : view.edgesInto(waiting[at])) {
        boolean passes = view.read(edge, data) && RouteCost.admits(data, query.amountMsat());
        if (passes && !seen[data.from()]) {
          seen[data.from()] = true;
          waiting[count++] = data.from();
        }
      }
    }
    return seen[query.source()];
  }

  /** The same pairs, each with up to that many parts. */
  static List<Query> withMaxParts(List<Query> queries, int parts) {
    return queries.stream().map(query -> query.withMaxParts(parts)).toList();
  }
}
