package org.boltj.gossip.path;

import org.jspecify.annotations.Nullable;

/**
 * Looks for the parts of one payment: a cheapest flow; where a limit is in the way of its paths,
 * flows that weigh otherwise; and in the end path after path.
 */
final class Parts {
  private static final int MUCH = 20;
  private static final long PRICE_OF_A_BLOCK = 1_000_000;

  /** Many channels refuse HTLCs that are much smaller than that (msat). */
  private static final long SMALLEST_REST = 10_000_000;

  private final RouteRequest request;
  private final Overlays overlays;
  private final MinCostFlow flow;
  private final Work work;
  private @Nullable Shares found;
  private boolean impossible;
  private boolean tooManyParts;
  private boolean minimumInTheWay;
  private boolean metFee;
  private boolean metCltv;

  /** What the attempts at one payment are made of. */
  interface Overlays {
    /** An overlay in which nothing is used yet. */
    Overlay with(CostWeights weights);

    /**
     * A search for single paths that finds one wherever there is one, as long as it is asked a few
     * times.
     */
    SinglePath anyPaths(Overlay overlay);

    /** A search that may give up where limits are in the way. */
    SinglePath easyPaths(Overlay overlay);
  }

  Parts(RouteRequest request, Overlays overlays, MinCostFlow flow, Work work) {
    this.request = request;
    this.overlays = overlays;
    this.flow = flow;
    this.work = work;
  }

  /**
   * The routes' shares, of which nothing is missing, or null.
   *
   * @param withFlows whether flows may be used; they know of no waypoints and no circles
   */
  @Nullable Shares find(boolean withFlows) {
    boolean done = withFlows && (byFlow() || impossible);
    return done || byPaths(0) || (minimumInTheWay && byPaths(SMALLEST_REST)) ? found : null;
  }

  /** The shares of the cheapest flow, or null; for payments that could also go as one. */
  @Nullable Shares cheapest() {
    return byFlow(request.weights(), 0) ? found : null;
  }

  private boolean byFlow() {
    CostWeights weights = request.weights();
    if (byFlow(weights, 0) || impossible) {
      return !impossible;
    }
    long evenShare = request.amount().msat() / request.maxParts();
    return (metFee && (byFlow(cheaper(weights), 0) || byFlow(CostWeights.FEES_ALONE, 0)))
        || (metCltv && byFlow(shorter(weights), 0))
        || (tooManyParts && (byFlow(weights, evenShare / 2) || byFlow(weights, evenShare)));
  }

  private static CostWeights cheaper(CostWeights weights) {
    return new CostWeights(
        weights.feePercent(),
        weights.penaltyPercent() / MUCH,
        weights.lockMsat() / MUCH,
        weights.blockMsat() / MUCH,
        weights.hopMsat() / MUCH);
  }

  private static CostWeights shorter(CostWeights weights) {
    return new CostWeights(
        weights.feePercent() / MUCH,
        weights.penaltyPercent() / MUCH,
        weights.lockMsat(),
        PRICE_OF_A_BLOCK,
        weights.hopMsat());
  }

  private boolean byFlow(CostWeights weights, long leastRoom) {
    if (work.isSpent()) {
      return false;
    }
    Overlay overlay = overlays.with(weights);
    FlowSplit split = new FlowSplit(overlay, flow, work, overlays.easyPaths(overlay), leastRoom);
    boolean all = split.find();
    impossible = split.isImpossible();
    tooManyParts |= split.hadTooManyParts();
    minimumInTheWay |= split.wasMinimumInTheWay();
    return keep(all, split.shares());
  }

  private boolean byPaths(long smallestRest) {
    Overlay overlay = overlays.with(request.weights());
    Shares shares = new Shares(overlay);
    SinglePath single = overlays.anyPaths(overlay);
    return keep(new SuccessivePaths(shares, single, smallestRest).find(), shares);
  }

  private boolean keep(boolean all, Shares shares) {
    minimumInTheWay |= shares.hasMet(Shares.Limit.MINIMUM);
    metFee |= shares.hasMet(Shares.Limit.FEE);
    metCltv |= shares.hasMet(Shares.Limit.CLTV);
    found = all ? shares : null;
    return all;
  }

  /** Whether a way was not taken because of its fee. */
  boolean metFee() {
    return metFee;
  }

  /** Whether a way was not taken because it would lock money for too long. */
  boolean metCltv() {
    return metCltv;
  }
}
