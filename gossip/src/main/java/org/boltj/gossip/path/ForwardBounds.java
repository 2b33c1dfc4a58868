package org.boltj.gossip.path;

/**
 * What it costs at least to come from the payer to a node, found by going forwards through the
 * graph in the order of that cost. The amounts are not known that way, so every hop counts as if it
 * carried no more than the payee receives, and where a node may give an inbound discount, as if it
 * did. As no part of a hop's cost falls when its amount grows, no real route is cheaper, unless it
 * carries so much more that {@link #doubts} says so.
 */
final class ForwardBounds {
  static final long FAR = Long.MAX_VALUE / 2;

  /** Fees up to that are usual, however small the payment (msat). */
  private static final long SMALL = 100_000;

  private final SearchSpace space;
  private final Overlay overlay;
  private final Measure measure;
  private final long amount;
  private final long mostSent;
  private final long trustedAmount;
  private final LabelHeap heap;
  private final OverlayEdge edge = new OverlayEdge();
  private long work;

  /** No node that was left out is nearer than this. */
  private long leftOut = FAR;

  private boolean discounted;

  /**
   * Starts at the payer.
   *
   * @param limits tells the amount and the most that any channel may carry
   * @param careful whether every amount within the limits is trusted, at the price of lower bounds
   */
  ForwardBounds(
      SearchSpace space, Overlay overlay, Measure measure, Limits limits, boolean careful) {
    this.space = space;
    this.overlay = overlay;
    this.measure = measure;
    this.amount = limits.amount();
    this.mostSent = limits.mostSent();
    this.trustedAmount = careful ? mostSent : Math.min(mostSent, amount + amount / 4 + SMALL);
    this.heap = space.forwardHeap;
    offer(overlay.source, 0, FAR);
  }

  boolean isExhausted() {
    return heap.isEmpty();
  }

  /** No node beyond those that are settled is nearer than this. */
  long radius() {
    return heap.isEmpty() ? leftOut : Math.min(leftOut, heap.topKey());
  }

  /** Whether the bounds may be wrong for a route of that cost, because of its amounts (msat). */
  boolean doubts(long cost) {
    return discounted
        && trustedAmount < mostSent
        && cost >= measure.weights().fee(trustedAmount - amount);
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

  /**
   * Settles the next node, and looks at the edges out of it.
   *
   * @param most nodes that are farther need not be found (msat)
   */
  int settleNext(long most) {
    int node = heap.pop();
    space.forwardSettled[node] = true;
    if (node == overlay.source || node != overlay.target && overlay.isPassable(node)) {
      expand(node, most);
    }
    dropSettled();
    return node;
  }

  private void dropSettled() {
    while (!heap.isEmpty() && space.forwardSettled[heap.top()]) {
      heap.pop();
    }
  }

  private void expand(int node, long most) {
    boolean discounts = overlay.mostInboundDiscount(node, trustedAmount) > 0;
    discounted |= discounts;
    int[] back = overlay.graphEdgesBackInto(node);
    work += back.length;
    long cost = space.forwardCost[node];
    for (int in : back) {
      int to = overlay.peek(in);
      if (to >= 0
          && mayImprove(to, cost + measure.weights().hopMsat(), most)
          && overlay.read(in ^ 1, edge)) {
        relax(cost, discounts, most);
      }
    }
    for (int out : overlay.addedEdgesFrom(node)) {
      if (overlay.read(out, edge)) {
        relax(cost, discounts, most);
      }
    }
  }

  /** Whether a way that costs no less than that is worth to be looked at. */
  private boolean mayImprove(int node, long cost, long most) {
    if (cost > most) {
      leftOut = Math.min(leftOut, cost);
      return false;
    }
    return cost < space.forwardCost[node];
  }

  private void relax(long cost, boolean discounts, long most) {
    if (edge.least <= mostSent && (amount <= edge.most || measure.shared())) {
      long sure = cost + sureCost(discounts);
      if (mayImprove(edge.to, sure, most)) {
        offer(edge.to, sure + measure.penalty(overlay, edge, amount), most);
      }
    }
  }

  /**
   * A discount is reckoned of what a node sends on and its fee: the edge tells how much that is.
   */
  private long sureCost(boolean discounts) {
    long fee = edge.fee(amount);
    if (discounts) {
      long wanted = trustedAmount + edge.fee(trustedAmount);
      fee = Math.max(0, fee - overlay.mostInboundDiscount(edge.from, wanted));
    }
    long inbound = edge.leastInboundFee(amount);
    CostWeights weights = measure.weights();
    return weights.fee(fee) + weights.fee(inbound) + measure.sureCost(edge, amount);
  }

  private void offer(int node, long cost, long most) {
    if (mayImprove(node, cost, most)) {
      if (space.forwardCost[node] == FAR) {
        space.touchForward(node);
      }
      space.forwardCost[node] = cost;
      heap.push(cost, node);
    }
  }
}
