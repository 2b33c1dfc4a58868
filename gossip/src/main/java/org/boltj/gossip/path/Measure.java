package org.boltj.gossip.path;

/**
 * What a search makes as small as it can.
 *
 * @param weights what counts
 * @param scored whether the scorer is asked
 * @param exhaustive whether a way that costs more is kept as well when it leaves more of some limit
 */
record Measure(CostWeights weights, boolean scored, boolean exhaustive) {
  /** The request's cost. */
  static Measure of(RouteRequest request) {
    return new Measure(request.weights(), true, false);
  }

  /** The request's cost, with all that can keep the limits. */
  static Measure withinLimits(RouteRequest request) {
    return new Measure(request.weights(), true, true);
  }

  /** One thing alone, which is a limit. */
  static Measure ofLimit(CostWeights weights) {
    return new Measure(weights, false, false);
  }

  /** The cost of an edge without its fee (msat). */
  long cost(Overlay overlay, OverlayEdge edge, long amount) {
    long penalty = scored ? overlay.penalty(edge, amount) : 0;
    return weights.hopCost(0, edge.delay(), amount, penalty);
  }
}
