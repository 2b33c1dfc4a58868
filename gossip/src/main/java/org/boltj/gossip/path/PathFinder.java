package org.boltj.gossip.path;

import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.Scorer;

/** Finds routes for a payment. */
@FunctionalInterface
public interface PathFinder {
  /**
   * Finds routes. The same graph, request, scores and time give the same routes.
   *
   * @param nowSeconds the time, for the scorer
   */
  PathResult find(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds);
}
