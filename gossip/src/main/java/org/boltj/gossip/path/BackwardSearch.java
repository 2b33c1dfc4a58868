package org.boltj.gossip.path;

import java.util.function.BooleanSupplier;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * Finds the cheapest way from the payer to the payee, going backwards from the payee because a fee
 * depends on the amount that goes out. What Dijkstra's algorithm finds with one label a node, this
 * finds too: {@link ForwardBounds} only tell which labels need not be looked at.
 *
 * <p>First both go on in turn until they have met. Then the labels are taken in the order of their
 * cost and the bound of their node together (A* with a consistent bound), and those are left out
 * for which that sum is clearly more than the way on which they met.
 */
final class BackwardSearch {
  private static final long FAR = ForwardBounds.FAR;

  /** Edges that a search with several labels a node looks at before it gives up. */
  private static final long MOST_WORK = 400_000;

  /** Edges that a search looks at before it asks whether there can be any way. */
  private static final long USUAL_WORK = 10_000;

  private final SearchSpace space;
  private final Labels labels;
  private final LabelHeap heap;
  private final LabelSets sets;
  private final Overlay overlay;
  private final Measure measure;
  private final CostWeights weights;
  private final boolean layered;
  private final Limits limits;
  private final Waypoints waypoints;
  private final ForwardBounds bounds;
  private final BooleanSupplier isWideEnough;
  private final int nodes;
  private final int goal;
  private final OverlayEdge edge = new OverlayEdge();

  /** Whether keys contain bounds, as they do once the bounds are final. */
  private boolean guided;

  /** Labels with larger keys are left out. */
  private long ceiling = FAR;

  private boolean metCeiling;

  /** The least sum of a label's cost and a way of the bounds to its node. */
  private long meeting = FAR;

  private long work;
  private boolean askedWhetherWide;
  private boolean tooNarrow;

  /**
   * @param isWideEnough whether there can be any way; asked at most once, when it is not found soon
   */
  BackwardSearch(
      SearchSpace space,
      Overlay overlay,
      Measure measure,
      Limits limits,
      ForwardBounds bounds,
      BooleanSupplier isWideEnough) {
    this.isWideEnough = isWideEnough;
    this.space = space;
    this.labels = space.labels;
    this.heap = space.heap;
    this.sets = new LabelSets(space, overlay, measure.exhaustive());
    this.overlay = overlay;
    this.measure = measure;
    this.weights = measure.weights();
    this.limits = limits;
    this.bounds = bounds;
    this.waypoints = new Waypoints(overlay);
    this.layered = waypoints.count() > 0;
    this.nodes = overlay.nodeBound();
    this.goal = waypoints.count() * nodes + overlay.source;
  }

  /** How many states the search has, for {@link SearchSpace#prepare}. */
  static int states(Overlay overlay) {
    return (overlay.request.through().size() + 1) * overlay.nodeBound();
  }

  /** The label of the payer on the cheapest way, or {@link Labels#NONE}. The payee's is 0. */
  int run() {
    if (!start()) {
      return Labels.NONE;
    }
    int found = meet();
    if (found == Labels.NONE) {
      guide();
      found = finish();
    }
    if (found == Labels.NONE && (metCeiling || limits.metAny())) {
      boolean again = !isTooNarrow() && metCeiling && !isTooMuch();
      return again ? runWithoutCeiling() : Labels.NONE;
    }
    return found;
  }

  /** Asks whether it makes sense to go on, after more work than usual. */
  private boolean isInVain() {
    return work > USUAL_WORK && isTooNarrow();
  }

  private boolean isTooNarrow() {
    if (!askedWhetherWide) {
      askedWhetherWide = true;
      tooNarrow = !isWideEnough.getAsBoolean();
    }
    return tooNarrow;
  }

  /** The ceiling was too low, as it can be where fees of fees are large. */
  private int runWithoutCeiling() {
    space.clearBackward();
    ceiling = FAR;
    start();
    return finish();
  }

  /** Whether ways were left out because there were too many. */
  boolean gaveUp() {
    return sets.gaveUp() || isTooMuch();
  }

  /** How many edges were looked at. */
  long work() {
    return work + bounds.work();
  }

  private boolean isTooMuch() {
    return (measure.exhaustive() || layered)
        && work > Math.min(MOST_WORK, limits.work().edgesLeft());
  }

  private boolean start() {
    int label = labels.add();
    long amount = limits.amount();
    labels.state[label] = overlay.target;
    labels.edge[label] = -1;
    labels.next[label] = Labels.NONE;
    labels.cost[label] = 0;
    labels.floor[label] = 0;
    labels.least[label] = 0;
    labels.discounted[label] = false;
    labels.sent[label] = amount;
    labels.wanted[label] = amount;
    labels.cltv[label] = overlay.request.finalCltvDelta();
    labels.hops[label] = overlay.hopsAtTarget();
    space.best[overlay.target] = label;
    heap.push(0, label);
    return limits.allow(overlay.target, amount, labels.cltv[label], labels.hops[label]);
  }

  /** Goes on from both ends until they have met. */
  private int meet() {
    while (!heap.isEmpty() && !bounds.isExhausted() && !isInVain()) {
      if (heap.topKey() + bounds.radius() >= meeting) {
        return Labels.NONE;
      }
      if (bounds.work() + bounds.nextDegree() <= work + nextDegree()) {
        note(bounds.settleNext(ceiling - heap.topKey()));
      } else {
        long key = heap.topKey();
        int label = heap.pop();
        if (key > ceiling) {
          metCeiling = true;
          return Labels.NONE;
        }
        if (labels.state[label] == goal && !labels.done[label]) {
          return label;
        }
        settle(label);
      }
    }
    return Labels.NONE;
  }

  private int nextDegree() {
    return overlay.graphEdgesInto(node(heap.top())).length;
  }

  /** The bounds came to a node: have labels come there too? */
  private void note(int node) {
    if (!layered) {
      int label = space.best[node];
      if (label != Labels.NONE) {
        noteWay(labels.cost[label] + bounds.known(node));
      }
    }
  }

  private void noteWay(long cost) {
    if (cost < meeting) {
      meeting = cost;
      ceiling = Math.min(FAR, cost + cost / 16 + weights.hopMsat());
    }
  }

  private void guide() {
    guided = true;
    for (int place = 0; place < heap.size(); place++) {
      heap.rekey(place, key(heap.itemAt(place)));
    }
    heap.rebuild();
  }

  private int finish() {
    while (!heap.isEmpty() && !isInVain()) {
      long key = heap.topKey();
      int label = heap.pop();
      if (key > ceiling || key >= FAR) {
        metCeiling |= key < FAR;
        return Labels.NONE;
      }
      if (labels.state[label] == goal && !labels.done[label]) {
        return label;
      }
      if (isTooMuch()) {
        return Labels.NONE;
      }
      settle(label);
    }
    return Labels.NONE;
  }

  private int node(int label) {
    int state = labels.state[label];
    return layered ? state % nodes : state;
  }

  /** What a way from payer to payee costs at least when it ends with the label. */
  private long key(int label) {
    return Math.min(FAR, labels.least[label] + bounds.bound(node(label)));
  }

  private void settle(int label) {
    if (labels.done[label]) {
      return;
    }
    labels.done[label] = true;
    int node = node(label);
    boolean passable = node == overlay.target || node != overlay.source && overlay.isPassable(node);
    if (passable && limits.allowsAnother(labels.hops[label])) {
      expand(label, node);
    }
  }

  private void expand(int label, int node) {
    int[] into = overlay.graphEdgesInto(node);
    work += into.length;
    long least = labels.least[label] + weights.hopMsat();
    boolean needsDiscount = sets.needsDiscount(label);
    for (int at : into) {
      int from = overlay.peek(at);
      if (from >= 0
          && mayImprove(from, least)
          && overlay.read(at, edge)
          && (!needsDiscount || edge.hasInboundFee())) {
        relax(label);
      }
    }
    for (int at : overlay.addedEdgesInto(node)) {
      if (overlay.read(at, edge)) {
        relax(label);
      }
    }
  }

  /** Whether a label at that node may be of use, when it costs no less than that. */
  private boolean mayImprove(int from, long least) {
    long bound = bounds.bound(from);
    if (least + bound > ceiling) {
      metCeiling |= bound < FAR;
      return false;
    }
    return !sets.isClosed(from, least);
  }

  private void relax(int label) {
    if (edge.from == overlay.target) {
      return;
    }
    long amount = edge.amountFor(labels.sent[label], labels.wanted[label]);
    if (!measure.admits(edge, amount) || isThereAndBack(label)) {
      return;
    }
    int cltv = labels.cltv[label] + edge.delay();
    int hops = labels.hops[label] + edge.hops;
    long fee = edge.fee(amount);
    long wanted = amount + fee;
    long discount = edge.first ? 0 : overlay.mostInboundDiscount(edge.from, wanted);
    if (!limits.allow(edge.from, Math.max(amount, wanted - discount), cltv, hops)) {
      return;
    }
    long sure =
        labels.floor[label]
            + weights.fee(amount - labels.sent[label])
            + measure.sureCost(edge, amount);
    if (mayImprove(edge.from, discount > 0 ? sure : sure + weights.fee(fee))) {
      long floor = sure + measure.penalty(overlay, edge, amount);
      int added = labels.add();
      labels.next[added] = label;
      labels.edge[added] = edge.edge;
      labels.floor[added] = edge.blinded ? floor + weights.fee(fee) : floor;
      labels.cost[added] = floor + weights.fee(fee);
      labels.least[added] = least(added, discount);
      labels.discounted[added] = discount > 0;
      labels.sent[added] = edge.sentOn(amount, fee);
      labels.wanted[added] = wanted;
      labels.cltv[added] = cltv;
      labels.hops[added] = hops;
      offer(added);
    }
  }

  private long least(int label, long discount) {
    long cost = labels.cost[label];
    return discount == 0 ? cost : Math.max(labels.floor[label], cost - weights.fee(discount) - 1);
  }

  /** Whether a circle would leave the payer by the channel by which it comes back at once. */
  private boolean isThereAndBack(int label) {
    if (!overlay.circle() || edge.from != overlay.source || labels.next[label] != 0) {
      return false;
    }
    ChannelDirection there = overlay.direction(edge.edge);
    ChannelDirection back = overlay.direction(labels.edge[label]);
    return there != null && back != null && there.shortChannelId().equals(back.shortChannelId());
  }

  /** Keeps the newest label or takes it back. */
  private void offer(int label) {
    int before = labels.state[labels.next[label]];
    int state = layered ? waypoints.stateAfter(before, edge, nodes) : edge.from;
    labels.state[label] = state;
    long key = state < 0 ? FAR : key(label);
    if (key > ceiling || key >= FAR || !sets.add(label)) {
      metCeiling |= key > ceiling && key < FAR;
      labels.dropLast();
      return;
    }
    heap.push(guided ? key : labels.least[label], label);
    if (!guided && !layered) {
      noteWay(labels.cost[label] + bounds.known(edge.from));
    }
  }

  /** The edges of a way, from payer to payee; none of no way. */
  int[] edges(int label) {
    int count = 0;
    for (int at = label; at > 0; at = labels.next[at]) {
      count++;
    }
    int[] edges = new int[count];
    int place = 0;
    for (int at = label; at > 0; at = labels.next[at]) {
      edges[place++] = labels.edge[at];
    }
    return edges;
  }
}
