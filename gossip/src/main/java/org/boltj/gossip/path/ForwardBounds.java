package org.boltj.gossip.path;

/**
 * What it costs at least to come from the payer to a node, found by going forwards through the
 * graph in the order of that cost. The amounts are not known that way, so every hop counts as if it
 * carried no more than the payee receives, and where an inbound fee may lower a fee, that fee
 * counts as nothing. As no part of a hop's cost falls when its amount grows, no real route is
 * cheaper.
 */
final class ForwardBounds {
  static final long FAR = Long.MAX_VALUE / 2;

  private final SearchSpace space;
  private final Overlay overlay;
  private final CostWeights weights;
  private final boolean scored;
  private final long amount;
  private final long mostSent;
  private final LabelHeap heap;
  private final OverlayEdge edge = new OverlayEdge();
  private long work;

  /**
   * Starts at the payer.
   *
   * @param weights what counts
   * @param scored whether the scorer is asked
   * @param limits tells the amount and the most that any channel may carry
   */
  ForwardBounds(
      SearchSpace space, Overlay overlay, CostWeights weights, boolean scored, Limits limits) {
    this.space = space;
    this.overlay = overlay;
    this.weights = weights;
    this.scored = scored;
    this.amount = limits.amount();
    this.mostSent = limits.mostSent();
    this.heap = space.forwardHeap;
    offer(overlay.source, 0);
  }

  boolean isExhausted() {
    return heap.isEmpty();
  }

  /** No node beyond those that are settled is nearer than this. */
  long radius() {
    return heap.isEmpty() ? FAR : heap.topKey();
  }

  /** How many edges were looked at. */
  long work() {
    return work;
  }

  int nextDegree() {
    return overlay.graphEdgesBackInto(heap.top()).length;
  }

  /** What it costs at least to come to the node (msat). */
  long bound(int node) {
    return space.forwardSettled[node] ? space.forwardCost[node] : radius();
  }

  /** The cost of a way to the node as far as one is known, else {@link #FAR}. */
  long known(int node) {
    return space.forwardCost[node];
  }

  /** Settles the next node, and looks at the edges out of it. */
  int settleNext() {
    int node = heap.pop();
    space.forwardSettled[node] = true;
    if (node == overlay.source || node != overlay.target && overlay.isPassable(node)) {
      expand(node);
    }
    dropSettled();
    return node;
  }

  private void dropSettled() {
    while (!heap.isEmpty() && space.forwardSettled[heap.top()]) {
      heap.pop();
    }
  }

  private void expand(int node) {
    boolean free = node == overlay.source || overlay.givesInboundDiscount(node);
    int[] back = overlay.graphEdgesBackInto(node);
    work += back.length;
    long cost = space.forwardCost[node];
    for (int in : back) {
      int to = overlay.peek(in);
      if (to >= 0 && !space.forwardSettled[to] && overlay.read(in ^ 1, edge)) {
        relax(cost, free);
      }
    }
    for (int out : overlay.addedEdgesFrom(node)) {
      if (overlay.read(out, edge)) {
        relax(cost, free);
      }
    }
  }

  private void relax(long cost, boolean free) {
    if (edge.least <= mostSent && amount <= edge.most) {
      offer(edge.to, cost + atLeast(free));
    }
  }

  private long atLeast(boolean free) {
    long fee = free ? 0 : edge.fee(amount);
    long inbound =
        edge.hasInboundFee() && edge.inboundMillionths >= 0
            ? Math.max(0, edge.inboundFee(amount))
            : 0;
    long penalty = scored ? overlay.penalty(edge, amount) : 0;
    return weights.hopCost(fee, edge.delay(), amount, penalty) + weights.fee(inbound);
  }

  private void offer(int node, long cost) {
    long known = space.forwardCost[node];
    if (cost < known) {
      if (known == FAR) {
        space.touchForward(node);
      }
      space.forwardCost[node] = cost;
      heap.push(cost, node);
    }
  }
}
