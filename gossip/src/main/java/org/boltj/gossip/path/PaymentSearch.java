package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.jspecify.annotations.Nullable;

/**
 * One search for the routes of a payment, over the graph as it is now: the cheapest path; where a
 * limit is in the way, the cheapest one within limits; and parts, where they may be cheaper or
 * where no path is enough.
 */
final class PaymentSearch implements Parts.Overlays {
  /**
   * How many searches for parts may look everywhere, each of which takes as long as many others.
   */
  private static final int MOST_THOROUGH = 6;

  private final RouteRequest request;
  private final Overlay overlay;
  private final PathSearch paths;
  private final MinCostFlow flow;
  private final Work work;
  private final boolean plain;
  private final Limits limits;
  private boolean ruledOut;
  private @Nullable Parts parts;
  private int thorough;

  /**
   * @param overlay in which nothing is used
   * @param flow of this thread
   * @param work what may be looked at
   */
  PaymentSearch(Overlay overlay, PathSearch paths, MinCostFlow flow, Work work) {
    this.request = overlay.request;
    this.overlay = withinMeans(overlay);
    this.paths = paths;
    this.flow = flow;
    this.work = work;
    this.plain = request.through().isEmpty() && !overlay.circle();
    this.limits = Limits.of(this.overlay.request, work);
  }

  /** The payer cannot send more than its channels carry, which limits what it may pay as fees. */
  private static Overlay withinMeans(Overlay overlay) {
    long amount = overlay.request.amount().msat();
    long maxFee = overlay.request.maxFee().msat();
    long affordable = Terminals.mostSent(overlay, amount + maxFee) - amount;
    return affordable < 0 || affordable >= maxFee ? overlay : overlay.forShare(amount, affordable);
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
    if (work.isSpent() || share.edgeBound() != over.edgeBound()) {
      return Optional.empty();
    }
    Limits within = Limits.of(share.request, work);
    return thoroughly ? paths.find(share, within) : paths.findQuickly(share, within);
  }

  /** What goes over which edges; none when no routes were found. */
  List<FlowParts.Part> run() {
    long amount = request.amount().msat();
    if (overlay.source == overlay.target
        || !new Waypoints(overlay).isPossible()
        || !Terminals.canCarry(overlay, amount)) {
      return List.of();
    }
    ExactPath one = onePath(amount);
    if (one != null && (!plain || one.isCheapAsAWhole(amount))) {
      return List.of(new FlowParts.Part(one.numbers(), amount));
    }
    Shares shares = ruledOut ? null : split(one != null);
    if (one != null && (shares == null || one.cost(amount) <= shares.cost())) {
      return List.of(new FlowParts.Part(one.numbers(), amount));
    }
    return shares == null ? List.of() : shares.parts();
  }

  /** A path for all of the amount, or null. */
  private @Nullable ExactPath onePath(long amount) {
    Optional<int[]> path = paths.findQuickly(overlay, limits);
    if (path.isEmpty() && plain) {
      path = paths.findForShares(overlay, limits);
      ruledOut = path.isEmpty() && !limits.gaveUp();
    }
    ExactPath exact = path.map(edges -> ExactPath.read(overlay, edges)).orElse(null);
    return exact != null && exact.most(amount) == amount ? exact : null;
  }

  private @Nullable Shares split(boolean possibleAsOne) {
    parts = new Parts(overlay.request, this, flow, work);
    return possibleAsOne ? parts.cheapest() : parts.find(plain);
  }

  /** The routes of what was found, unless the graph has changed so that they are none any more. */
  Optional<List<Route>> routes(List<FlowParts.Part> found) {
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

  /** Whether limits alone rule the payment out, however it is split. */
  boolean isRuledOutByLimits() {
    return ruledOut;
  }

  /** Why nothing was found, as far as it can be told without as much work again. */
  PathResult.Reason reason() {
    if (overlay.localBalance().isLessThan(request.amount())) {
      return PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE;
    }
    if (work.isSpent() && !ruledOut) {
      return PathResult.Reason.GAVE_UP;
    }
    RouteRequest anyFee = request.toBuilder().maxFee(MilliSatoshi.MAX_MONEY).build();
    boolean fee = limits.metFee() || limits.tooNarrow();
    if (fee && isPossible(anyFee, LimitBounds.BLOCKS)) {
      return PathResult.Reason.FEE_LIMIT_EXCEEDED;
    }
    RouteRequest anyTime = anyFee.toBuilder().maxCltvDelta(Integer.MAX_VALUE / 2).build();
    boolean any = limits.metFee() || limits.metCltv();
    return any && isPossible(anyTime, LimitBounds.HOPS)
        ? PathResult.Reason.CLTV_LIMIT_EXCEEDED
        : reasonOfParts();
  }

  /** Whether there would be a path with other limits: that which uses least of one of them. */
  private boolean isPossible(RouteRequest lifted, CostWeights least) {
    return paths.isPossible(overlay, least, Limits.of(lifted, work));
  }

  private PathResult.Reason reasonOfParts() {
    boolean asked = overlay.request.maxFee().equals(request.maxFee());
    if (asked && parts != null && parts.metFee()) {
      return PathResult.Reason.FEE_LIMIT_EXCEEDED;
    }
    if (parts != null && parts.metCltv()) {
      return PathResult.Reason.CLTV_LIMIT_EXCEEDED;
    }
    return Terminals.isReachable(overlay)
        ? PathResult.Reason.NO_ROUTE
        : PathResult.Reason.TARGET_UNREACHABLE;
  }
}
