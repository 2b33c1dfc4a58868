package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;

/**
 * Finds one route where that is enough, and several where they are cheaper or nothing else does:
 * see {@link Parts}. Safe for several threads; each search borrows memory that an earlier one has
 * used.
 *
 * <p>Whoever asks for a payment chooses what is hard to find, so there is a bound for all searches
 * of one call together: 1,500,000 arcs of flows looked at, an edge looked at for a single path
 * counting as four. That is counted and not timed, so that the same call ends in the same way on
 * every machine. When it is reached, one route that was found is returned though a split might be
 * cheaper, and where none was found the reason is {@link PathResult.Reason#GAVE_UP}, though there
 * might be some. Only a search for a cheapest path that ignores limits, which looks at no edge
 * twice, goes on to its end. A request for one part is searched by {@link SinglePathFinder}, each
 * of whose searches has a bound of its own.
 */
public final class MultiPartPathFinder implements PathFinder {
  /** How often a search is repeated because the graph changed under the routes that it found. */
  private static final int MOST_ATTEMPTS = 5;

  /** Arcs to look at, all searches for one payment together. */
  private static final long MOST_WORK = 1_500_000;

  private final SinglePathFinder single = new SinglePathFinder();
  private final PathSearch paths = new PathSearch();
  private final ConcurrentLinkedQueue<MinCostFlow> flows = new ConcurrentLinkedQueue<>();

  @Override
  public PathResult find(GraphView graph, RouteRequest request, Scorer scorer, long nowSeconds) {
    if (request.isToNowhere()) {
      return new PathResult.NotFound(PathResult.Reason.TARGET_IS_SOURCE);
    }
    boolean oneIsAll =
        request.maxParts() == 1 || request.amount().isGreaterThan(MilliSatoshi.MAX_MONEY);
    if (!oneIsAll) {
      EdgeScores scores = scorer.on(graph, nowSeconds);
      Work work = Work.of(MOST_WORK);
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Optional<PathResult> result = attempt(new Overlay(graph, request, scores), work);
        if (result.isPresent()) {
          return result.get();
        }
      }
    }
    return single.find(graph, request, scorer, nowSeconds);
  }

  /** One search over the graph as it is now; empty when that changed meanwhile. */
  private Optional<PathResult> attempt(Overlay overlay, Work work) {
    MinCostFlow used = flows.poll();
    MinCostFlow flow = used == null ? new MinCostFlow() : used;
    PaymentSearch search = new PaymentSearch(overlay, paths, flow, work);
    List<FlowParts.Part> found = search.run();
    flows.add(flow);
    return found.isEmpty()
        ? Optional.of(new PathResult.NotFound(search.reason()))
        : search.routes(found).map(PathResult.Found::new);
  }
}
