package org.boltj.node;

import org.boltj.gossip.path.MultiPartPathFinder;
import org.boltj.gossip.path.PathFinder;
import org.boltj.gossip.scoring.ScoringParameters;

/**
 * How a node finds routes for its payments.
 *
 * @param engine finds them; one may serve many nodes
 * @param scoring what uncertainty and faults cost, and how long outcomes are remembered
 */
public record Routing(PathFinder engine, ScoringParameters scoring) {
  /** One route, or several where that is better, by the default prices. */
  public static final Routing DEFAULT =
      new Routing(new MultiPartPathFinder(), ScoringParameters.DEFAULT);
}
