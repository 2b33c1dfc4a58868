package org.boltj.gossip.bench;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;

/**
 * Dijkstra's algorithm as it is taught, from payee to payer: no bound, no heuristic, no reuse. What
 * others find is compared with this.
 */
final class PlainDijkstra implements Contestant {
  @Override
  public String name() {
    return "plain Dijkstra";
  }

  @Override
  public String note() {
    return "the reference of the exactness check, not made to be fast";
  }

  @Override
  public Session on(BenchGraph graph, List<Outcome> outcomes) {
    RouteCost cost = RouteCost.of(graph, outcomes);
    return query -> {
      Search search = new Search(graph.view(), cost, query);
      search.run();
      return search::path;
    };
  }

  private record Visit(int node, long cost) implements Comparable<Visit> {
    @Override
    public int compareTo(Visit other) {
      return Long.compare(cost, other.cost);
    }
  }

  private static final class Search {
    private final GraphView graph;
    private final RouteCost costs;
    private final Query query;
    private final EdgeData data = new EdgeData();
    private final long[] cost;
    private final long[] amount;
    private final int[] edge;
    private final boolean[] settled;
    private final PriorityQueue<Visit> queue = new PriorityQueue<>();

    Search(GraphView graph, RouteCost costs, Query query) {
      this.graph = graph;
      this.costs = costs;
      this.query = query;
      cost = new long[graph.nodeBound()];
      amount = new long[graph.nodeBound()];
      edge = new int[graph.nodeBound()];
      settled = new boolean[graph.nodeBound()];
      Arrays.fill(cost, Long.MAX_VALUE);
    }

    void run() {
      cost[query.target()] = 0;
      amount[query.target()] = query.amountMsat();
      queue.add(new Visit(query.target(), 0));
      while (!queue.isEmpty() && !settled[query.source()]) {
        int node = queue.remove().node();
        if (!settled[node]) {
          settled[node] = true;
          if (node == query.target() || graph.isNodeRoutable(node)) {
            Arrays.stream(graph.edgesInto(node)).forEach(this::relax);
          }
        }
      }
    }

    private void relax(int into) {
      if (!graph.read(into, data) || !RouteCost.admits(data, amount[data.to()])) {
        return;
      }
      int from = data.from();
      boolean isFirst = from == query.source();
      long out = amount[data.to()];
      long sum = cost[data.to()] + costs.ofHop(into, data, out, isFirst);
      long in = out + RouteCost.fee(data, out, isFirst);
      if (!settled[from] && (sum < cost[from] || sum == cost[from] && in < amount[from])) {
        cost[from] = sum;
        amount[from] = in;
        edge[from] = into;
        queue.add(new Visit(from, sum));
      }
    }

    private List<int[]> path() {
      if (!settled[query.source()]) {
        return List.of();
      }
      int[] path = new int[graph.nodeBound()];
      int hops = 0;
      for (int at = query.source(); at != query.target(); hops++) {
        path[hops] = edge[at];
        at = graph.endpoint(edge[at] >> 1, 1 - (edge[at] & 1));
      }
      return List.of(Arrays.copyOf(path, hops));
    }
  }
}
