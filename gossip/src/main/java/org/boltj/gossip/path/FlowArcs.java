package org.boltj.gossip.path;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arcs of a flow network, the flow over them, and the linear piece of each arc's cost in which
 * its flow stands. The arcs into a node are read when a search first comes to the node, so that a
 * flow between near nodes of a large graph does not read the whole graph.
 */
final class FlowArcs implements FlowCosts.Arcs {
  private static final long[] NO_PIECES = new long[0];

  private @Nullable FlowCosts costs;

  // By node: where its arcs begin and end; end is -1 until they are read.
  private int[] begin = {};
  private int[] end = {};
  private int[] firstOut = {};
  private int[] readNodes = new int[64];
  private int readCount;

  // By arc.
  private int count;
  private int[] used = new int[64];
  private int usedCount;
  private int[] keys = new int[1024];
  private int[] tails = new int[1024];
  private int[] heads = new int[1024];
  private int[] nextOut = new int[1024];
  private long[] capacities = new long[1024];
  private long[] flows = new long[1024];
  private long[] slopes = new long[1024];
  private long[] pieceBegins = new long[1024];
  private long[] pieceEnds = new long[1024];
  private long[][] finished = new long[1024][];

  private int head;

  /** Reads the arcs into the node, unless that was done. */
  void read(int node) {
    if (end[node] >= 0) {
      return;
    }
    begin[node] = count;
    head = node;
    costs().arcsInto(node, this);
    end[node] = count;
    if (readCount == readNodes.length) {
      readNodes = Arrays.copyOf(readNodes, 2 * readCount);
    }
    readNodes[readCount++] = node;
  }

  /** Adds an arc that leads from {@code tail} into the node being read, if it has any capacity. */
  @Override
  public void add(int key, int tail, long capacity) {
    if (capacity <= 0 || tail == head) {
      return;
    }
    if (count == keys.length) {
      grow();
    }
    int arc = count++;
    keys[arc] = key;
    tails[arc] = tail;
    heads[arc] = head;
    nextOut[arc] = -2;
    capacities[arc] = capacity;
    flows[arc] = 0;
    finished[arc] = NO_PIECES;
    pieceBegins[arc] = 0;
    pieceEnds[arc] = capacity;
    slopes[arc] = ~costs().leastSlope(key, capacity);
  }

  private void grow() {
    int size = 2 * count;
    keys = Arrays.copyOf(keys, size);
    tails = Arrays.copyOf(tails, size);
    heads = Arrays.copyOf(heads, size);
    nextOut = Arrays.copyOf(nextOut, size);
    capacities = Arrays.copyOf(capacities, size);
    flows = Arrays.copyOf(flows, size);
    slopes = Arrays.copyOf(slopes, size);
    pieceBegins = Arrays.copyOf(pieceBegins, size);
    pieceEnds = Arrays.copyOf(pieceEnds, size);
    finished = Arrays.copyOf(finished, size);
  }

  private FlowCosts costs() {
    return Objects.requireNonNull(costs, "begin was not called");
  }

  /** Whether the slope of the arc is known; before, {@link #leastSlope} is. */
  boolean isPriced(int arc) {
    return slopes[arc] >= 0;
  }

  /** No more than the slope of an arc that is not priced. */
  long leastSlope(int arc) {
    return ~slopes[arc];
  }

  /** Finds out the slope. */
  void price(int arc) {
    beginPiece(arc, 0, 0);
  }

  private void beginPiece(int arc, long from, long leastSlope) {
    FlowCosts costs = costs();
    long to = costs.pieceEnd(keys[arc], from, capacities[arc]);
    pieceBegins[arc] = from;
    pieceEnds[arc] = to;
    // A slope that falls would let a flow begin with its dear part.
    slopes[arc] = Math.max(leastSlope, costs.slope(keys[arc], from, to));
  }

  int begin(int node) {
    return begin[node];
  }

  int end(int node) {
    return end[node];
  }

  int key(int arc) {
    return keys[arc];
  }

  int tail(int arc) {
    return tails[arc];
  }

  int head(int arc) {
    return heads[arc];
  }

  long flow(int arc) {
    return flows[arc];
  }

  /** The first arc that leads out of the node and has or had a flow, or -1. */
  int firstOut(int node) {
    return firstOut[node];
  }

  /** The next such arc, or -1. */
  int nextOut(int arc) {
    return nextOut[arc];
  }

  /** How much more fits at {@link #slope}; 0 when the arc is full. */
  long room(int arc) {
    return pieceEnds[arc] - flows[arc];
  }

  /** The cost of a further unit, of an arc that is priced. */
  long slope(int arc) {
    return slopes[arc];
  }

  /** How much can be taken back at {@link #slopeBack}; 0 when nothing flows. */
  long roomBack(int arc) {
    if (flows[arc] > pieceBegins[arc]) {
      return flows[arc] - pieceBegins[arc];
    }
    long[] pieces = finished[arc];
    return pieces.length == 0 ? 0 : flows[arc] - pieces[pieces.length - 2];
  }

  /** What taking back a unit saves. */
  long slopeBack(int arc) {
    long[] pieces = finished[arc];
    return flows[arc] > pieceBegins[arc] || pieces.length == 0
        ? slopes[arc]
        : pieces[pieces.length - 1];
  }

  /** Lets more flow, at most {@link #room}. */
  void push(int arc, long amount) {
    if (nextOut[arc] == -2) {
      use(arc);
    }
    flows[arc] += amount;
    if (flows[arc] == pieceEnds[arc] && flows[arc] < capacities[arc]) {
      long[] pieces = finished[arc];
      pieces = Arrays.copyOf(pieces, pieces.length + 2);
      pieces[pieces.length - 2] = pieceBegins[arc];
      pieces[pieces.length - 1] = slopes[arc];
      finished[arc] = pieces;
      beginPiece(arc, flows[arc], slopes[arc]);
    }
  }

  private void use(int arc) {
    if (usedCount == used.length) {
      used = Arrays.copyOf(used, 2 * usedCount);
    }
    used[usedCount++] = arc;
    nextOut[arc] = firstOut[tails[arc]];
    firstOut[tails[arc]] = arc;
  }

  /** How many arcs have or had a flow. */
  int usedCount() {
    return usedCount;
  }

  /** The arc that was the {@code at}-th to get a flow. */
  int used(int at) {
    return used[at];
  }

  /** Takes flow back, at most {@link #roomBack}. */
  void pull(int arc, long amount) {
    if (flows[arc] == pieceBegins[arc]) {
      long[] pieces = finished[arc];
      pieceEnds[arc] = flows[arc];
      pieceBegins[arc] = pieces[pieces.length - 2];
      slopes[arc] = pieces[pieces.length - 1];
      finished[arc] = Arrays.copyOf(pieces, pieces.length - 2);
    }
    flows[arc] -= amount;
  }

  /** Forgets all arcs, for a flow over another graph of that many nodes. */
  void begin(int nodeBound, FlowCosts graph) {
    costs = graph;
    for (int i = 0; i < readCount; i++) {
      end[readNodes[i]] = -1;
    }
    for (int i = 0; i < usedCount; i++) {
      firstOut[tails[used[i]]] = -1;
    }
    readCount = 0;
    usedCount = 0;
    count = 0;
    if (nodeBound > end.length) {
      int old = end.length;
      begin = Arrays.copyOf(begin, nodeBound);
      end = Arrays.copyOf(end, nodeBound);
      firstOut = Arrays.copyOf(firstOut, nodeBound);
      Arrays.fill(end, old, nodeBound, -1);
      Arrays.fill(firstOut, old, nodeBound, -1);
    }
  }
}
