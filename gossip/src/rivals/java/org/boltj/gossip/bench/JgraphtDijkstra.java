package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.jgrapht.Graph;
import org.jgrapht.event.TraversalListenerAdapter;
import org.jgrapht.event.VertexTraversalEvent;
import org.jgrapht.graph.AsWeightedGraph;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.jgrapht.traverse.ClosestFirstIterator;

/**
 * JGraphT's Dijkstra (its closest-first iterator, on which its shortest paths are built) with our
 * cost. It runs from payee to payer over reversed edges. A weight of JGraphT's depends on the edge
 * alone; here it depends on the amount too, which is known at the node that the iterator has just
 * reached.
 */
public final class JgraphtDijkstra implements Contestant {
  @Override
  public String name() {
    return "JGraphT exact";
  }

  @Override
  public String note() {
    return "JGraphT's ClosestFirstIterator on the reversed graph; its weight function counts our"
        + " cost with the exact amount at each node, and infinity where the edge refuses"
        + " that amount; it knows no limit of hops, fees or blocks";
  }

  @Override
  public boolean isRivalOfTheAim() {
    return true;
  }

  @Override
  public Session on(BenchGraph graph, List<Outcome> outcomes) {
    RouteCost cost = RouteCost.of(graph, outcomes);
    Graph<Integer, Integer> reversed = reversed(graph.view());
    return query -> {
      Search search = new Search(graph.view(), cost, query);
      return search.run(reversed);
    };
  }

  /** Each usable edge, from the node that is offered HTLCs to the one that offers them. */
  static Graph<Integer, Integer> reversed(GraphView view) {
    Graph<Integer, Integer> graph = new DirectedWeightedMultigraph<>(Integer.class);
    EdgeData data = new EdgeData();
    for (int node = 0; node < view.nodeBound(); node++) {
      graph.addVertex(node);
    }
    for (int edge = 0; edge < 2 * view.channelBound(); edge++) {
      if (view.read(edge, data)) {
        graph.addEdge(data.to(), data.from(), edge);
      }
    }
    return graph;
  }

  private static final class Search extends TraversalListenerAdapter<Integer, Integer> {
    private final GraphView view;
    private final RouteCost cost;
    private final Query query;
    private final EdgeData data = new EdgeData();
    private final long[] amounts;
    private Iterator iterator;

    Search(GraphView view, RouteCost cost, Query query) {
      this.view = view;
      this.cost = cost;
      this.query = query;
      amounts = new long[view.nodeBound()];
    }

    Supplier<List<int[]>> run(Graph<Integer, Integer> reversed) {
      Graph<Integer, Integer> weighted =
          new AsWeightedGraph<>(reversed, this::weight, false, false);
      iterator = new Iterator(weighted, query.target());
      iterator.addTraversalListener(this);
      while (iterator.hasNext()) {
        int node = iterator.next();
        if (iterator.getShortestPathLength(node) == Double.POSITIVE_INFINITY) {
          return List::of;
        }
        if (node == query.source()) {
          return this::path;
        }
      }
      return List::of;
    }

    /** Called when a node's distance is final, before its edges are looked at. */
    @Override
    public void vertexTraversed(VertexTraversalEvent<Integer> event) {
      int node = event.getVertex();
      if (node == query.target()) {
        amounts[node] = query.amountMsat();
      } else {
        int edge = iterator.edgeTo(node);
        view.read(edge, data);
        long out = amounts[data.to()];
        amounts[node] = out + RouteCost.fee(data, out, node == query.source());
      }
    }

    private double weight(int edge) {
      view.read(edge, data);
      long amount = amounts[data.to()];
      return RouteCost.admits(data, amount)
          ? cost.ofHop(edge, data, amount, data.from() == query.source())
          : Double.POSITIVE_INFINITY;
    }

    private List<int[]> path() {
      List<Integer> edges = new ArrayList<>();
      for (int at = query.source(); at != query.target(); ) {
        int edge = iterator.edgeTo(at);
        edges.add(edge);
        at = view.endpoint(edge >> 1, 1 - (edge & 1));
      }
      return List.of(edges.stream().mapToInt(edge -> edge).toArray());
    }
  }

  private static final class Iterator extends ClosestFirstIterator<Integer, Integer> {
    Iterator(Graph<Integer, Integer> graph, int start) {
      super(graph, start);
    }

    int edgeTo(int node) {
      return getSpanningTreeEdge(node);
    }
  }
}
