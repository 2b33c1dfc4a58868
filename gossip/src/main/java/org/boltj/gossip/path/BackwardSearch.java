package org.boltj.gossip.path;

/**
 * Finds the cheapest way from the payer to the payee, going backwards from the payee because a fee
 * depends on the amount that goes out. What Dijkstra's algorithm finds with one label a node, this
 * finds too: {@link ForwardBounds} only tell which labels need not be looked at (A* with a
 * consistent bound).
 *
 * <p>A node has several labels where none of them is better in every respect: where an inbound
 * discount may lower a fee, in a circle, and, when {@code exhaustive}, wherever one label costs
 * less and another leaves more of a limit.
 */
final class BackwardSearch {
  /** No search makes more labels; beyond, what is found may not be the cheapest. */
  private static final int MOST_LABELS = 400_000;

  private static final long FAR = ForwardBounds.FAR;

  private final SearchSpace space;
  private final Labels labels;
  private final LabelHeap heap;
  private final Overlay overlay;
  private final CostWeights weights;
  private final boolean exhaustive;
  private final boolean layered;
  private final Limits limits;
  private final Waypoints waypoints;
  private final ForwardBounds bounds;
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

  BackwardSearch(
      SearchSpace space, Overlay overlay, boolean exhaustive, Limits limits, ForwardBounds bounds) {
    this.space = space;
    this.labels = space.labels;
    this.heap = space.heap;
    this.overlay = overlay;
    this.weights = overlay.request.weights();
    this.exhaustive = exhaustive;
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
    start();
    int found = meet();
    if (found != Labels.NONE || heap.isEmpty()) {
      return found;
    }
    guide(meeting >= FAR ? FAR : meeting + meeting / 16 + weights.hopMsat());
    found = finish();
    return found == Labels.NONE && metCeiling ? runWithoutCeiling() : found;
  }

  /** The bound was too low: that can be where fees of fees are large. */
  private int runWithoutCeiling() {
    space.clearBackward();
    start();
    guide(FAR);
    return finish();
  }

  private void start() {
    int label = labels.add();
    long amount = limits.amount();
    labels.state[label] = overlay.target;
    labels.edge[label] = -1;
    labels.next[label] = Labels.NONE;
    labels.cost[label] = 0;
    labels.floor[label] = 0;
    labels.sent[label] = amount;
    labels.wanted[label] = amount;
    labels.cltv[label] = overlay.request.finalCltvDelta();
    labels.hops[label] = overlay.hopsAtTarget();
    space.best[overlay.target] = label;
    heap.push(0, label);
  }

  /** Goes on from both ends until they have met. */
  private int meet() {
    while (!heap.isEmpty() && !bounds.isExhausted()) {
      if (heap.topKey() + bounds.radius() >= meeting) {
        return Labels.NONE;
      }
      if (bounds.work() + bounds.nextDegree() <= work + nextDegree()) {
        note(bounds.settleNext());
      } else {
        int label = heap.pop();
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
        meeting = Math.min(meeting, labels.cost[label] + bounds.known(node));
      }
    }
  }

  private void guide(long newCeiling) {
    guided = true;
    ceiling = newCeiling;
    for (int place = 0; place < heap.size(); place++) {
      heap.rekey(place, key(heap.itemAt(place)));
    }
    heap.rebuild();
  }

  private int finish() {
    while (!heap.isEmpty()) {
      long key = heap.topKey();
      int label = heap.pop();
      if (key > ceiling || key >= FAR) {
        metCeiling |= key < FAR;
        return Labels.NONE;
      }
      if (labels.state[label] == goal && !labels.done[label]) {
        return label;
      }
      settle(label);
    }
    return Labels.NONE;
  }

  private int node(int label) {
    int state = labels.state[label];
    return layered ? state % nodes : state;
  }

  private long key(int label) {
    int node = node(label);
    long cost = overlay.givesInboundDiscount(node) ? labels.floor[label] : labels.cost[label];
    return guided ? Math.min(FAR, cost + bounds.bound(node)) : cost;
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
    long least = overlay.givesInboundDiscount(node) ? labels.floor[label] : labels.cost[label];
    for (int at : into) {
      int from = overlay.peek(at);
      if (from >= 0 && mayImprove(from, least) && overlay.read(at, edge)) {
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
  private boolean mayImprove(int from, long cost) {
    if (guided && cost + bounds.bound(from) > ceiling) {
      metCeiling = true;
      return false;
    }
    if (layered || exhaustive) {
      return true;
    }
    int known = space.best[from];
    return known == Labels.NONE || !labels.done[known] || isMany(from);
  }

  private void relax(int label) {
    if (edge.from == overlay.target) {
      return;
    }
    long amount = edge.amountFor(labels.sent[label], labels.wanted[label]);
    if (!edge.admits(amount) || overlay.isThereAndBack(edge, labels, label)) {
      return;
    }
    long floor =
        labels.floor[label]
            + weights.fee(amount - labels.sent[label])
            + overlay.cost(edge, amount, 0);
    long fee = edge.fee(amount);
    int cltv = labels.cltv[label] + edge.delay();
    int hops = labels.hops[label] + edge.hops;
    boolean discount = overlay.givesInboundDiscount(edge.from);
    if (limits.allow(edge.from, discount ? amount : amount + fee, cltv, hops)) {
      offer(label, amount, fee, floor, cltv, hops);
    }
  }

  private void offer(int next, long amount, long fee, long floor, int cltv, int hops) {
    int state = layered ? waypoints.stateAfter(labels.state[next], edge, nodes) : edge.from;
    if (state < 0) {
      return;
    }
    int label = labels.add();
    labels.state[label] = state;
    labels.edge[label] = edge.edge;
    labels.next[label] = next;
    labels.floor[label] = edge.blinded ? floor + weights.fee(fee) : floor;
    labels.cost[label] = floor + weights.fee(fee);
    labels.sent[label] = edge.sentOn(amount, fee);
    labels.wanted[label] = amount + fee;
    labels.cltv[label] = cltv;
    labels.hops[label] = hops;
    long key = key(label);
    if (key > ceiling || key >= FAR) {
      metCeiling |= key < FAR;
      labels.dropLast();
    } else if (isMany(edge.from) ? addToMany(label) : replace(label)) {
      heap.push(key, label);
      meetAt(label);
    } else {
      labels.dropLast();
    }
  }

  private void meetAt(int label) {
    if (!guided && !layered) {
      long way = bounds.known(edge.from);
      if (way < FAR) {
        meeting = Math.min(meeting, labels.cost[label] + way);
      }
    }
  }

  /** Whether the node may have several labels that are all of use. */
  private boolean isMany(int node) {
    return exhaustive || layered || overlay.circle() || overlay.givesInboundDiscount(node);
  }

  /** Makes the label the only one of its node, if it is the best. */
  private boolean replace(int label) {
    int state = labels.state[label];
    int known = space.best[state];
    if (known != Labels.NONE) {
      if (labels.done[known] || !isBetter(label, known)) {
        return false;
      }
      labels.done[known] = true;
    }
    space.best[state] = label;
    return true;
  }

  private boolean isBetter(int one, int other) {
    int order = labels.compare(one, other);
    return order < 0 || order == 0 && overlay.compareIds(labels.edge[one], labels.edge[other]) < 0;
  }

  /** Puts the label beside others of its node, unless one of them is better in every respect. */
  private boolean addToMany(int label) {
    int state = labels.state[label];
    if (labels.size() > MOST_LABELS || passesTwice(label)) {
      return false;
    }
    int first = space.best[state];
    boolean discount = overlay.givesInboundDiscount(edge.from);
    for (int known = first; known != Labels.NONE; known = labels.sibling[known]) {
      if (dominates(known, label, discount)) {
        return false;
      }
    }
    for (int known = first; known != Labels.NONE; known = labels.sibling[known]) {
      if (!labels.done[known] && dominates(label, known, discount)) {
        labels.done[known] = true;
      }
    }
    labels.sibling[label] = first;
    space.best[state] = label;
    return true;
  }

  private boolean passesTwice(int label) {
    int node = node(label);
    for (int at = labels.next[label]; at != Labels.NONE; at = labels.next[at]) {
      if (node(at) == node) {
        return true;
      }
    }
    return false;
  }

  private boolean dominates(int one, int other, boolean discount) {
    boolean asGood =
        labels.cost[one] <= labels.cost[other]
            && (!discount || labels.floor[one] <= labels.floor[other])
            && (!exhaustive || leavesAsMuch(one, other, discount))
            && !(overlay.circle() && differInTheLastChannel(one, other));
    if (!asGood) {
      return false;
    }
    boolean same =
        labels.cost[one] == labels.cost[other]
            && (!discount || labels.floor[one] == labels.floor[other])
            && (!exhaustive || leavesAsMuch(other, one, discount));
    return !same || !isBetter(other, one);
  }

  private boolean leavesAsMuch(int one, int other, boolean discount) {
    return labels.wanted[one] <= labels.wanted[other]
        && labels.cltv[one] <= labels.cltv[other]
        && labels.hops[one] <= labels.hops[other]
        && (!discount || labels.sent[one] <= labels.sent[other]);
  }

  /** In a circle a label of one channel rules out that the payer begins with that channel. */
  private boolean differInTheLastChannel(int one, int other) {
    return labels.next[one] == 0 && labels.edge[one] != labels.edge[other];
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
