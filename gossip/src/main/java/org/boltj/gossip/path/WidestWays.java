package org.boltj.gossip.path;

/**
 * Whether an amount can come from the payer to the payee at all. Goes forwards, those ways first
 * that leave most of what may be sent once each channel's limit and the least fees are taken off.
 * Where the payer's surroundings are too narrow it ends soon, while a search from the payee looks
 * at all that lies behind.
 */
final class WidestWays {
  private final SearchSpace space;
  private final Overlay overlay;
  private final SearchSpace met;
  private final long amount;
  private final long mostSent;
  private final OverlayEdge edge = new OverlayEdge();
  private long work;

  /**
   * @param limits tells the amount and the most that the payer may send
   * @param met holds labels of a search from the payee: to come to one of them is enough
   */
  WidestWays(SearchSpace space, Overlay overlay, Limits limits, SearchSpace met) {
    this.space = space;
    this.overlay = overlay;
    this.met = met;
    this.amount = limits.amount();
    this.mostSent = limits.mostSent();
  }

  /** If not, no route can carry the amount. If so, one probably can. */
  boolean arrive() {
    offer(overlay.source, mostSent);
    while (!space.forwardHeap.isEmpty()) {
      long most = mostSent - space.forwardHeap.topKey();
      int node = space.forwardHeap.pop();
      if (isEnough(node, most)) {
        return true;
      }
      if (!space.forwardSettled[node]) {
        space.forwardSettled[node] = true;
        expand(node, most);
      }
    }
    return false;
  }

  /** How many edges were looked at. */
  long work() {
    return work;
  }

  private boolean isEnough(int node, long most) {
    int label = met.best[node];
    return node == overlay.target || label != Labels.NONE && met.labels.wanted[label] <= most;
  }

  private void expand(int node, long most) {
    if (node != overlay.source && !overlay.isPassable(node)) {
      return;
    }
    boolean discounts = overlay.mostInboundDiscount(node, most) > 0;
    int[] back = overlay.graphEdgesBackInto(node);
    work += back.length;
    for (int in : back) {
      int to = overlay.peek(in);
      if (to >= 0 && !space.forwardSettled[to] && overlay.read(in ^ 1, edge)) {
        relax(most, discounts);
      }
    }
    for (int out : overlay.addedEdgesFrom(node)) {
      if (overlay.read(out, edge)) {
        relax(most, discounts);
      }
    }
  }

  /** A node that gives discounts may want nothing for itself. */
  private void relax(long most, boolean discounts) {
    long carried = Math.min(edge.most, discounts ? most : most - edge.fee(amount));
    if (carried >= Math.max(amount, edge.least)) {
      offer(edge.to, carried - edge.leastInboundFee(amount));
    }
  }

  private void offer(int node, long most) {
    long lost = mostSent - most;
    if (most >= amount && lost < space.forwardCost[node]) {
      if (space.forwardCost[node] == ForwardBounds.FAR) {
        space.touchForward(node);
      }
      space.forwardCost[node] = lost;
      space.forwardHeap.push(lost, node);
    }
  }
}
