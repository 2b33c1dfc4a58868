package org.boltj.gossip.path;

import java.util.Arrays;

/**
 * The cheapest flow of an amount from one node to another, by successive shortest paths: the
 * cheapest path of the residual network is filled up to where the price of one of its arcs changes,
 * and again, until all flows. A piece of flow already there may be taken back to go another way.
 *
 * <p>Each search is a Dijkstra from the target backwards over costs reduced by node potentials,
 * which are never negative. It ends when it meets the source, and later ones only look at the nodes
 * that lie between the price of the last path and that of the next. The first potentials are what
 * it costs to come from the source to the nodes around it ({@link FlowBall}): with these a search
 * looks towards the source, not in all directions.
 *
 * <p>R. Ahuja, T. Magnanti, J. Orlin, "Network Flows", 1993, sections 9.7 and 14.5; for payments R.
 * Pickhardt, S. Richter, "Optimally Reliable and Cheap Payment Flows on the Lightning Network",
 * 2021. Not safe for several threads; {@link #begin} comes first, each time.
 */
final class MinCostFlow {
  /** Sums of three of these do not overflow. What is farther away does not exist. */
  static final long FARTHEST = Long.MAX_VALUE / 8;

  /** Arcs looked at around the source first; more takes longer than it saves. */
  private static final long BALL = 10_000;

  private final NodeQueue queue = new NodeQueue();
  private final FlowArcs arcs = new FlowArcs();
  private final FlowBall ball = new FlowBall();
  private final long ballArcs;

  // By node. A distance counts when its stamp is that of the search.
  private long[] potentials = {};
  private long[] distances = {};
  private int[] stamps = {};
  // The arc to go on with towards the target; its complement when it is to be taken back.
  private int[] nexts = {};
  private int stamp;
  private Work work = Work.unlimited();
  private int nodes;
  private FlowCosts costs = FlowCosts.NONE;

  private int[] settled = new int[256];
  private int settledCount;

  MinCostFlow() {
    this(BALL);
  }

  /** With so many arcs looked at around the source first, which changes nothing but the time. */
  MinCostFlow(long ballArcs) {
    this.ballArcs = ballArcs;
  }

  /**
   * Forgets the flow; the next one is over that graph of so many nodes.
   *
   * @param toSpend what may be looked at; once that is spent, no more flows
   */
  void begin(int nodeBound, FlowCosts graph, Work toSpend) {
    work = toSpend;
    nodes = nodeBound;
    costs = graph;
    arcs.begin(nodeBound, graph);
    queue.clear(nodeBound);
    if (nodeBound > potentials.length) {
      potentials = new long[nodeBound];
      distances = new long[nodeBound];
      stamps = Arrays.copyOf(stamps, nodeBound);
      nexts = new int[nodeBound];
    } else {
      Arrays.fill(potentials, 0);
    }
  }

  /** The arcs with their flows. */
  FlowArcs arcs() {
    return arcs;
  }

  /**
   * Sends the amount, or as much of it as fits, at the least cost. To be called once after each
   * {@link #begin}.
   *
   * @param mostPaths after that many paths what still misses is left out
   * @return what was sent
   */
  long send(int source, int target, long amount, int mostPaths) {
    work.spend(ball.grow(nodes, costs, source, target, ballArcs));
    ball.shortOfRadius(potentials);
    long missing = amount;
    for (int path = 0; missing > 0 && path < mostPaths && search(source, target); path++) {
      missing -= fill(source, target, missing);
    }
    return amount - missing;
  }

  private boolean search(int source, int target) {
    stamp++;
    settledCount = 0;
    offer(target, 0, 0);
    while (!queue.isEmpty() && !work.isSpent()) {
      int node = queue.poll();
      if (node == source) {
        lowerPotentials(distances[source]);
        queue.clear(0);
        return true;
      }
      settle(node);
      relaxInto(node);
      relaxBackFrom(node);
    }
    queue.clear(0);
    return false;
  }

  private void settle(int node) {
    if (settledCount == settled.length) {
      settled = Arrays.copyOf(settled, 2 * settledCount);
    }
    settled[settledCount++] = node;
    arcs.read(node);
  }

  private void relaxInto(int node) {
    long base = distances[node] + potentials[node];
    int end = arcs.end(node);
    work.spend(end - arcs.begin(node));
    for (int arc = arcs.begin(node); arc < end; arc++) {
      int tail = arcs.tail(arc);
      long reduced = base - potentials[tail];
      if (!arcs.isPriced(arc) && mayImprove(tail, reduced + arcs.leastSlope(arc))) {
        arcs.price(arc);
      }
      if (arcs.isPriced(arc) && arcs.room(arc) > 0) {
        offer(tail, reduced + arcs.slope(arc), arc);
      }
    }
  }

  private void relaxBackFrom(int node) {
    long base = distances[node] + potentials[node];
    for (int arc = arcs.firstOut(node); arc >= 0; arc = arcs.nextOut(arc)) {
      if (arcs.roomBack(arc) > 0) {
        int head = arcs.head(arc);
        offer(head, base - arcs.slopeBack(arc) - potentials[head], ~arc);
      }
    }
  }

  private boolean mayImprove(int node, long distance) {
    return distance <= FARTHEST && (stamps[node] != stamp || distance < distances[node]);
  }

  private void offer(int node, long distance, int next) {
    if (!mayImprove(node, distance)) {
      return;
    }
    stamps[node] = stamp;
    distances[node] = distance;
    nexts[node] = next;
    queue.offer(node, distance);
  }

  /**
   * Raises each settled node's potential by its distance and all others by that of the source; and
   * as only differences matter, lowers all by the latter, so that most stay as they are.
   */
  private void lowerPotentials(long sourceDistance) {
    for (int i = 0; i < settledCount; i++) {
      potentials[settled[i]] += distances[settled[i]] - sourceDistance;
    }
  }

  private long fill(int source, int target, long most) {
    long amount = most;
    for (int node = source; node != target; node = after(node)) {
      int next = nexts[node];
      amount = Math.min(amount, next >= 0 ? arcs.room(next) : arcs.roomBack(~next));
    }
    for (int node = source; node != target; ) {
      int next = nexts[node];
      node = after(node);
      if (next >= 0) {
        arcs.push(next, amount);
      } else {
        arcs.pull(~next, amount);
      }
    }
    return amount;
  }

  private int after(int node) {
    int next = nexts[node];
    return next >= 0 ? arcs.head(next) : arcs.tail(~next);
  }
}
