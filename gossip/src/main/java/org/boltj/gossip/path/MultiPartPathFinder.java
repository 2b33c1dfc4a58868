package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;
import org.jspecify.annotations.Nullable;

/**
 * Finds one route where that is enough, and several where they are cheaper or nothing else does:
 * see {@link Parts}. Safe for several threads; each search borrows memory that an earlier one has
 * used.
 */
public final class MultiPartPathFinder implements PathFinder {
  /** How often a search is repeated because the graph changed under the routes that it found. */
  private static final int MOST_ATTEMPTS = 5;

  /**
   * How many searches of one attempt may look everywhere. Each may take as long as many others, and
   * whoever asks for a payment chooses what is hard to find.
   */
  private static final int MOST_THOROUGH = 6;

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
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Attempt parts = new Attempt(graph, request, scores);
        if (!parts.search()) {
          return parts.notFound(scorer, nowSeconds);
        }
        Optional<List<Route>> routes = parts.routes();
        if (routes.isPresent()) {
          return new PathResult.Found(routes.get());
        }
      }
    }
    return single.find(graph, request, scorer, nowSeconds);
  }

  /** One search over the graph as it is now. */
  private final class Attempt implements Parts.Overlays {
    private final GraphView graph;
    private final RouteRequest request;
    private final Overlay overlay;
    private List<FlowParts.Part> found = List.of();
    private @Nullable Parts parts;
    private int thorough;

    Attempt(GraphView graph, RouteRequest request, EdgeScores scores) {
      this.graph = graph;
      this.request = request;
      this.overlay = new Overlay(graph, request, scores);
    }

    @Override
    public Overlay with(CostWeights weights) {
      return overlay.weighing(weights);
    }

    @Override
    public SinglePath anyPaths(Overlay over) {
      return (amount, maxFee) -> path(over, amount, maxFee, thorough++ < MOST_THOROUGH);
    }

    @Override
    public SinglePath easyPaths(Overlay over) {
      return (amount, maxFee) -> path(over, amount, maxFee, false);
    }

    private Optional<int[]> path(Overlay over, long amount, long maxFee, boolean thoroughly) {
      Overlay share = over.forShare(amount, maxFee);
      if (share.edgeBound() != over.edgeBound()) {
        return Optional.empty();
      }
      Limits limits = Limits.of(share.request);
      return thoroughly ? paths.find(share, limits) : paths.findQuickly(share, limits);
    }

    boolean search() {
      long amount = request.amount().msat();
      boolean possible = new Waypoints(overlay).isPossible();
      if (overlay.source == overlay.target || !possible || !Terminals.canCarry(overlay, amount)) {
        return false;
      }
      Optional<int[]> path = paths.findQuickly(overlay, Limits.of(request));
      ExactPath exact = path.map(edges -> ExactPath.read(overlay, edges)).orElse(null);
      boolean plain = request.through().isEmpty() && !overlay.circle();
      if (exact != null && (!plain || exact.isCheapAsAWhole(amount))) {
        found = List.of(new FlowParts.Part(exact.numbers(), amount));
        return true;
      }
      Shares shares = split(plain, exact != null);
      if (exact != null && (shares == null || exact.cost(amount) <= shares.cost())) {
        found = List.of(new FlowParts.Part(exact.numbers(), amount));
      } else if (shares != null) {
        found = shares.parts();
      }
      return !found.isEmpty();
    }

    private @Nullable Shares split(boolean plain, boolean possibleAsOne) {
      MinCostFlow used = flows.poll();
      MinCostFlow flow = used == null ? new MinCostFlow() : used;
      parts = new Parts(request, this, flow);
      Shares shares = possibleAsOne ? parts.cheapest() : parts.find(plain);
      flows.add(flow);
      return shares;
    }

    /** The routes, unless the graph has changed so that they are none any more. */
    Optional<List<Route>> routes() {
      List<Route> routes = new ArrayList<>();
      for (FlowParts.Part part : found) {
        Optional<Route> route =
            new RouteWriter(overlay).write(part.keys(), MilliSatoshi.of(part.amount()));
        if (route.isEmpty()) {
          return Optional.empty();
        }
        routes.add(route.get());
      }
      return Optional.of(routes);
    }

    /** The limit that was in the way, as far as it can be told. */
    PathResult notFound(Scorer scorer, long nowSeconds) {
      PathResult asOne = single.find(graph, request, scorer, nowSeconds);
      boolean unknown =
          asOne instanceof PathResult.NotFound why && why.reason() == PathResult.Reason.NO_ROUTE;
      if (!unknown || parts == null) {
        return asOne;
      }
      PathResult.Reason reason =
          parts.metFee()
              ? PathResult.Reason.FEE_LIMIT_EXCEEDED
              : parts.metCltv()
                  ? PathResult.Reason.CLTV_LIMIT_EXCEEDED
                  : PathResult.Reason.NO_ROUTE;
      return new PathResult.NotFound(reason);
    }
  }
}
