package org.boltj.gossip.bench;

import java.util.List;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.BidirectionalDijkstraShortestPath;
import org.jgrapht.graph.AsWeightedGraph;

/**
 * JGraphT's fastest search for one pair, from both ends at once. It cannot know what amount arrives
 * where the two searches meet, so that every edge is taken to carry what the payee gets.
 */
public final class JgraphtBidirectional implements Contestant {
  @Override
  public String name() {
    return "JGraphT bidirectional";
  }

  @Override
  public String note() {
    return "JGraphT's BidirectionalDijkstraShortestPath; its weight function counts our cost with"
        + " the amount that the payee gets on each edge, without the fees that accumulate,"
        + " so that what it finds is nearly the best, and now and then refused";
  }

  @Override
  public Session on(BenchGraph graph, List<Outcome> outcomes) {
    GraphView view = graph.view();
    RouteCost cost = RouteCost.of(graph, outcomes);
    Graph<Integer, Integer> reversed = JgraphtDijkstra.reversed(view);
    EdgeData data = new EdgeData();
    return query -> {
      Graph<Integer, Integer> weighted =
          new AsWeightedGraph<>(
              reversed, edge -> weight(view, cost, edge, data, query), false, false);
      GraphPath<Integer, Integer> path =
          new BidirectionalDijkstraShortestPath<>(weighted).getPath(query.target(), query.source());
      return () -> routes(path);
    };
  }

  private static double weight(
      GraphView view, RouteCost cost, int edge, EdgeData data, Query query) {
    view.read(edge, data);
    return RouteCost.admits(data, query.amountMsat())
        ? cost.ofHop(edge, data, query.amountMsat(), data.from() == query.source())
        : Double.POSITIVE_INFINITY;
  }

  private static List<int[]> routes(GraphPath<Integer, Integer> path) {
    if (path == null || path.getWeight() == Double.POSITIVE_INFINITY) {
      return List.of();
    }
    return List.of(path.getEdgeList().reversed().stream().mapToInt(edge -> edge).toArray());
  }
}
