package org.boltj.gossip.path;

/**
 * What a search makes as small as it can.
 *
 * @param weights what counts
 * @param scored whether the scorer is asked
 * @param exhaustive whether a way that costs more is kept as well when it leaves more of some limit
 * @param shared whether an edge may be used that carries less than the amount, because other ways
 *     might carry the rest
 */
record Measure(CostWeights weights, boolean scored, boolean exhaustive, boolean shared) {
  /** The request's cost. */
  static Measure of(RouteRequest request) {
    return new Measure(request.weights(), true, false, false);
  }

  /** The request's cost, with all that can keep the limits. */
  static Measure withinLimits(RouteRequest request) {
    return new Measure(request.weights(), true, true, false);
  }

  /** One thing alone, which is a limit. */
  static Measure ofLimit(CostWeights weights) {
    return new Measure(weights, false, false, false);
  }

  /** One thing alone, over the same edges. */
  Measure of(CostWeights limit) {
    return new Measure(limit, false, false, shared);
  }

  /** The same over edges that carry the whole amount, or over others too. */
  Measure shared(boolean others) {
    return new Measure(weights, scored, exhaustive, others);
  }

  /** Whether an edge that would have to carry the amount (msat) may be part of a way. */
  boolean admits(OverlayEdge edge, long amount) {
    return shared ? amount >= edge.least && edge.most > 0 : edge.admits(amount);
  }

  /** The cost of an edge without its fee and without what the scorer says (msat). */
  long sureCost(OverlayEdge edge, long amount) {
    return weights.hopCost(0, edge.delay(), amount, 0);
  }

  /** The part of an edge's cost that the scorer makes (msat). To ask it is what takes longest. */
  long penalty(Overlay overlay, OverlayEdge edge, long amount) {
    return scored ? weights.penalty(overlay.penalty(edge, amount)) : 0;
  }
}
