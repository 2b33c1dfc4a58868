package org.boltj.gossip.path;

import java.util.Set;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * The cost function of a request, made linear in pieces for {@link MinCostFlow}: what a further
 * millisatoshi costs on an edge, by what flows there already. Amounts are those that the payee
 * receives; what fees add to them on the way is left to {@link ExactPath}.
 *
 * <p>What is asked for each HTLC whatever its amount (base fees, the price of a hop, what a scorer
 * thinks of a node) is spread over the first piece. Pieces are as long as the cost is about linear,
 * so that an edge of which nothing is to be feared has one, and one whose success becomes doubtful
 * has many. A slope is in 2^-15 msat for the whole amount of the payment.
 */
final class FlowPrices implements FlowCosts {
  /** A first piece is at most that share of the payment, as if it were always split so. */
  private static final int USUAL_PARTS = 4;

  /** No piece after the first is shorter than that share of the payment. */
  private static final int MOST_PIECES = 32;

  /** Where the first piece costs less than that share of its amount, its curve does not matter. */
  private static final int CHEAP = 64;

  /** A piece is linear enough when its price is at most 5/4 of the price of its first quarter. */
  private static final int QUARTER = 4;

  private static final double UNITS = 1 << 15;

  /** What is less than 1 msat tells edges apart that cost the same, whatever their numbers are. */
  private static final int TIES = 1 << 15;

  private final Overlay overlay;
  private final long amount;
  private final long leastRoom;
  private final Set<Integer> avoided;
  private final OverlayEdge edge = new OverlayEdge();
  private final boolean severalHtlcs;
  private int loaded = -1;
  // The cost that was asked for last.
  private int costKey = -1;
  private long costFlow;
  private long cost;
  private boolean usable;
  private boolean cut;
  private boolean cutByMinimum;

  /**
   * @param amount of the payment (msat)
   * @param leastRoom edges that carry less are left out (msat)
   * @param avoided edges that are left out too
   * @param severalHtlcs whether an edge may carry more than its largest HTLC
   */
  FlowPrices(
      Overlay overlay, long amount, long leastRoom, Set<Integer> avoided, boolean severalHtlcs) {
    this.overlay = overlay;
    this.amount = amount;
    this.leastRoom = leastRoom;
    this.avoided = avoided;
    this.severalHtlcs = severalHtlcs;
  }

  @Override
  public void arcsInto(int node, Arcs arcs) {
    if (node != overlay.target && !overlay.isPassable(node)) {
      return;
    }
    for (int number : overlay.graphEdgesInto(node)) {
      add(number, node, arcs);
    }
    for (int number : overlay.addedEdgesInto(node)) {
      add(number, node, arcs);
    }
  }

  private void add(int number, int node, Arcs arcs) {
    load(number);
    if (!usable || edge.to != node || edge.from == overlay.target) {
      return;
    }
    long capacity = capacity();
    cut |= capacity < Math.min(edge.room, amount);
    cutByMinimum |= edge.least > amount;
    if (edge.least <= amount) {
      arcs.add(number, edge.from, capacity);
    }
  }

  /** What the loaded edge may carry; 0 when it is left out. */
  private long capacity() {
    boolean out = edge.most < leastRoom || (!avoided.isEmpty() && avoided.contains(loaded));
    return out ? 0 : Math.min(severalHtlcs ? edge.room : edge.most, amount);
  }

  @Override
  public void arcsOutOf(int node, Arcs arcs) {
    if (node != overlay.source && !overlay.isPassable(node)) {
      return;
    }
    for (int back : overlay.graphEdgesBackInto(node)) {
      addOut(back ^ 1, node, arcs);
    }
    for (int number : overlay.addedEdgesFrom(node)) {
      addOut(number, node, arcs);
    }
  }

  private void addOut(int number, int node, Arcs arcs) {
    load(number);
    if (usable && edge.from == node && edge.least <= amount) {
      arcs.add(number, edge.to, capacity());
    }
  }

  private void load(int number) {
    if (loaded != number) {
      usable = overlay.read(number, edge);
      loaded = number;
    }
  }

  /**
   * Whether an edge that was read can carry more than what was allowed here, so that there may be a
   * way though there is no flow.
   */
  boolean isCut() {
    return cut;
  }

  /** Whether an edge that was read takes no HTLC as small as the payment. */
  boolean isCutByMinimum() {
    return cutByMinimum;
  }

  @Override
  public long leastSlope(int key, long capacity) {
    load(key);
    if (!usable || edge.inFlight != 0) {
      return 0;
    }
    long width = firstWidth(capacity);
    long cost = overlay.request.weights().hopCost(fee(width), edge.delay(), width, 0);
    // Fees are rounded down, which may count a little more or less in a shorter piece.
    return Math.min(MAX_SLOPE / 2, (long) (Math.max(0, cost - 2) * UNITS * amount / width));
  }

  @Override
  public long pieceEnd(int key, long from, long capacity) {
    load(key);
    long shortest = shortest();
    long width = from == 0 ? firstWidth(capacity) : capacity - from;
    if (width <= shortest || !usable) {
      return from + width;
    }
    long start = costAt(from);
    long rise = costAt(from + width) - start;
    boolean cheap = from == 0 && rise < width / CHEAP;
    while (!cheap && width > shortest) {
      long riseAtFirst = costAt(from + width / QUARTER) - start;
      if (rise <= 5 * riseAtFirst) {
        break;
      }
      width = Math.max(shortest, width / 2);
      rise = costAt(from + width) - start;
    }
    return from + width;
  }

  private long shortest() {
    return Math.max(1, amount / MOST_PIECES);
  }

  private long firstWidth(long capacity) {
    return Math.min(capacity, Math.max(shortest(), amount / USUAL_PARTS));
  }

  @Override
  public long slope(int key, long from, long to) {
    load(key);
    if (!usable) {
      return MAX_SLOPE;
    }
    double rise = Math.max(0, costAt(to) - costAt(from));
    double slope = rise * UNITS * amount / (to - from);
    long whole = slope >= MAX_SLOPE - TIES ? MAX_SLOPE - TIES : (long) slope;
    return whole + (mixedId(key) & (TIES - 1));
  }

  /** The cost of that flow (msat). */
  private long costAt(long flow) {
    if (flow == 0 && edge.inFlight == 0) {
      return 0;
    }
    if (costKey != edge.edge || costFlow != flow) {
      costKey = edge.edge;
      costFlow = flow;
      cost = overlay.cost(edge, flow, fee(flow));
    }
    return cost;
  }

  private long fee(long flow) {
    long fee = edge.fee(flow);
    return edge.hasInboundFee() ? Math.max(0, fee + edge.inboundFee(flow)) : fee;
  }

  /** A number that depends on the edge's channel and direction, not on how edges are numbered. */
  private int mixedId(int number) {
    ChannelDirection channel = overlay.direction(number);
    long id =
        channel == null
            ? number - overlay.graphEdges()
            : 2 * channel.shortChannelId().value() + channel.direction();
    return (int) (id * 0x9E3779B97F4A7C15L >>> 32);
  }
}
