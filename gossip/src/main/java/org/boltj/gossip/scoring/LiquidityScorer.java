package org.boltj.gossip.scoring;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.GraphView;

/**
 * Estimates where the liquidity of channels lies, from capacities and from what became of payments.
 *
 * <p>What one side of a channel can send, X, and what the other can send are together its capacity
 * c. Nothing else is known at first, so every division counts as equally likely (Pickhardt,
 * Tikhomirov, Biryukov, Nowostawski, "Security and Privacy of Lightning Network Payments with
 * Uncertain Channel Balances", 2021). Outcomes narrow the interval:
 *
 * <ul>
 *   <li>an amount a did not go through: X &lt; a
 *   <li>an HTLC of a went through and failed further on: X &ge; a
 *   <li>an HTLC of a was settled: X was at least a, and a is on the other side now
 *   <li>what is known of the other direction: X &ge; c - u when it has less than u, and so on
 * </ul>
 *
 * <p>With least &le; X &lt; below an amount a goes through with probability 1 up to {@code least}
 * and else p = (below - a) / (below - least). The penalty is log2(1/p) halvings, at most {@link
 * #MOST_HALVINGS}, at the price that {@link ScoringParameters} names: it grows with the amount, and
 * is convex up to its maximum. HTLCs of ours that are on their way through the channel are part of
 * the amount: a search adds them ({@link #inFlight}), and so does what is learnt.
 *
 * <p>Knowledge fades: with a half-life of hours a bound goes back to the average of the bounds that
 * outcomes gave before, which fades to nothing in weeks. Faults of channels and nodes, which say
 * nothing of liquidity, are prices of their own that fade.
 *
 * <p>Memory is bounded. Integers only: what is charged is the same on every machine. Reading needs
 * no lock: any number of threads may search while none learns.
 */
public final class LiquidityScorer implements Scorer {
  /** No probability counts as less than 2^-20. */
  public static final int MOST_HALVINGS = 20;

  /** All money there is, in msat. */
  static final long MOST_MSAT = 2_100_000_000_000_000_000L;

  private static final long MOST_PENALTY = 1_000_000_000_000_000L;

  /**
   * Into so many portions what was learnt of channels is divided when it is stored; the portion
   * with this number is that of the nodes.
   */
  public static final int PORTIONS = 1 << 10;

  private final ScoringParameters parameters;
  private final long halvingShare;
  private final ChannelSlots slots;
  private final GraphSlots graphSlots;
  private final LiquidityBounds bounds;
  private final InFlight inFlight = new InFlight();
  private final NodeFaults nodes = new NodeFaults();
  private final BitSet changed = new BitSet(PORTIONS + 1);
  private int nextPortion;

  public LiquidityScorer(ScoringParameters parameters) {
    this.parameters = parameters;
    this.halvingShare = Halvings.WHOLE / 1_000_000 * parameters.halvingPenaltyMillionths();
    this.slots = new ChannelSlots(parameters.mostChannels());
    this.graphSlots = new GraphSlots(slots);
    this.bounds = new LiquidityBounds(parameters);
  }

  public LiquidityScorer() {
    this(ScoringParameters.DEFAULT);
  }

  // ---- what is charged ----

  @Override
  public EdgeScores on(GraphView graph, long nowSeconds) {
    Fading fading = new Fading(parameters, seconds(nowSeconds));
    long[] byNode = nodes.penalties(graph, fading, parameters.nodeFaultPenaltyMsat());
    graphSlots.expect(graph.channelBound());
    return (edge, from, to, amountMsat, capacityMsat) -> {
      long penalty = from >= 0 && from < byNode.length ? byNode[from] : 0;
      if (edge >= 0) {
        int slot = graphSlots.find(graph, edge >> 1);
        boolean isBalance = graph.capacityMsat(edge >> 1) != Long.MAX_VALUE;
        penalty += channel(slot, edge & 1, amountMsat, capacityMsat, isBalance, fading);
      }
      return Math.min(MOST_PENALTY, penalty);
    };
  }

  /**
   * @param isBalance whether the capacity is what both sides have together
   */
  private long channel(
      int slot, int direction, long amount, long capacity, boolean isBalance, Fading fading) {
    Interval interval = interval(slot, direction, Math.min(capacity, MOST_MSAT), isBalance, fading);
    long price = price(amount, interval.halvings(amount));
    return slot < 0
        ? price
        : price
            + fading.fault(parameters.channelFaultPenaltyMsat(), bounds.faultAt(slot, direction));
  }

  private Interval interval(
      int slot, int direction, long capacity, boolean isBalance, Fading fading) {
    if (slot < 0) {
      return new Interval(0, capacity + 1);
    }
    long least = bounds.least(slot, direction, capacity, fading);
    long gap = bounds.gap(slot, direction, capacity, fading);
    if (isBalance) {
      long atLeast = Math.max(least, bounds.gap(slot, 1 - direction, capacity, fading));
      long missing = Math.max(gap, bounds.least(slot, 1 - direction, capacity, fading));
      // What the other direction says counts as long as it does not contradict this one.
      if (atLeast + missing <= capacity) {
        return new Interval(atLeast, capacity + 1 - missing);
      }
    }
    long below = capacity + 1 - Math.min(gap, capacity);
    return new Interval(Math.min(least, below - 1), below);
  }

  private long price(long amount, long halvings) {
    long each =
        parameters.halvingPenaltyMsat() + Halvings.share(Math.min(amount, MOST_MSAT), halvingShare);
    return Math.multiplyHigh(Math.min(each, MOST_PENALTY / MOST_HALVINGS) << 16, halvings << 16);
  }

  /**
   * The probability, 0 to 1, that the channel forwards the amount now.
   *
   * @param capacity that both ends have together (msat)
   */
  public double probability(
      ChannelDirection channel, MilliSatoshi amount, MilliSatoshi capacity, long nowSeconds) {
    long id = channel.shortChannelId().value();
    Fading fading = new Fading(parameters, seconds(nowSeconds));
    long sent = amount.msat() + inFlight.of(id, channel.direction());
    return interval(
            slots.find(id), channel.direction(), Math.min(capacity.msat(), MOST_MSAT), true, fading)
        .probability(sent);
  }

  // ---- what is learnt ----

  @Override
  public void partSent(ChannelDirection channel, MilliSatoshi amount) {
    inFlight.add(channel, amount.msat());
  }

  @Override
  public void partEnded(ChannelDirection channel, MilliSatoshi amount) {
    inFlight.remove(channel, amount.msat());
  }

  @Override
  public void channelFailed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {
    int slot = heardOf(channel);
    bounds.failed(slot, channel.direction(), withOthers(channel, amount), seconds(nowSeconds));
  }

  @Override
  public void channelPassed(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {
    int slot = heardOf(channel);
    bounds.passed(slot, channel.direction(), withOthers(channel, amount), seconds(nowSeconds));
  }

  @Override
  public void channelSucceeded(ChannelDirection channel, MilliSatoshi amount, long nowSeconds) {
    channelPassed(channel, amount, nowSeconds);
    int slot = slots.find(channel.shortChannelId().value());
    bounds.moved(slot, channel.direction(), amount.msat(), seconds(nowSeconds));
  }

  @Override
  public void channelFaulty(ChannelDirection channel, long nowSeconds) {
    bounds.faulty(heardOf(channel), channel.direction(), seconds(nowSeconds));
  }

  @Override
  public void nodeFailed(PublicKey nodeId, long nowSeconds) {
    nodes.failed(nodeId, seconds(nowSeconds));
    changed.set(PORTIONS);
  }

  /**
   * What our HTLCs carry now, to be laid over the graph in a search, which asks for both amounts
   * together then.
   */
  public Map<ChannelDirection, MilliSatoshi> inFlight() {
    return inFlight.all();
  }

  /** The amount with our other HTLCs that are there still. */
  private long withOthers(ChannelDirection channel, MilliSatoshi amount) {
    long others = inFlight.of(channel.shortChannelId().value(), channel.direction());
    return Math.min(MOST_MSAT, amount.msat() + others);
  }

  /** The channel's number, of something that happened now. */
  private int heardOf(ChannelDirection channel) {
    int slot = slotOf(channel.shortChannelId().value());
    changed.set(portion(channel.shortChannelId().value()));
    return slot;
  }

  private int slotOf(long id) {
    int slot = slots.find(id);
    if (slot >= 0) {
      slots.heardOf(slot);
      return slot;
    }
    if (slots.isFull()) {
      changed.set(portion(slots.id(slots.oldest())));
    }
    slot = slots.add(id);
    bounds.reset(slot);
    return slot;
  }

  private static int seconds(long seconds) {
    return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE));
  }

  // ---- what was learnt ----

  /** All that was learnt, in an order that depends on that alone. */
  public LearntScores learnt() {
    return new LearntScores(experiences(id -> true), nodeFaults());
  }

  /** Forgets what was learnt, and takes this instead; what is in flight stays. */
  public void restore(LearntScores learnt) {
    slots.clear();
    nodes.clear();
    learnt.channels().stream()
        .sorted(Comparator.comparingLong(Experience::atSeconds).thenComparing(Experience::channel))
        .forEach(each -> bounds.set(slotOf(each.channel().shortChannelId().value()), each));
    learnt.nodes().stream()
        .sorted(Comparator.comparingLong(LearntScores.NodeFault::atSeconds))
        .forEach(each -> nodes.failed(each.nodeId(), seconds(each.atSeconds())));
    changed.clear();
  }

  /**
   * Takes what another scorer has learnt beside what this one has: of each direction and node
   * whatever is of later, of equals its own. When that is more than is remembered, the oldest goes.
   */
  public void learnFrom(LearntScores other, long nowSeconds) {
    restore(learnt().with(other, seconds(nowSeconds)));
    changed.set(0, PORTIONS + 1);
  }

  /**
   * Some of the portions that have changed since they were taken, each whole; all have their turn.
   * All portions together, whenever they were taken, are what {@link #restore} needs.
   *
   * @param most portions, so that little is to be written at a time
   */
  public SortedMap<Integer, LearntScores> takeChanged(int most) {
    SortedMap<Integer, List<Experience>> taken = new TreeMap<>();
    while (taken.size() < most && !changed.isEmpty()) {
      int next = changed.nextSetBit(nextPortion);
      nextPortion = next < 0 ? 0 : next + 1;
      if (next >= 0) {
        changed.clear(next);
        taken.put(next, new ArrayList<>());
      }
    }
    if (!taken.isEmpty()) {
      experiences(id -> taken.containsKey(portion(id)))
          .forEach(each -> portionOf(taken, each).add(each));
    }
    SortedMap<Integer, LearntScores> portions = new TreeMap<>();
    taken.forEach(
        (number, channels) ->
            portions.put(
                number, new LearntScores(channels, number == PORTIONS ? nodeFaults() : List.of())));
    return portions;
  }

  private static List<Experience> portionOf(
      SortedMap<Integer, List<Experience>> portions, Experience experience) {
    return requireNonNull(portions.get(portion(experience.channel().shortChannelId().value())));
  }

  private static int portion(long id) {
    return (int) (id * 0x9e3779b97f4a7c15L >>> 54);
  }

  private List<LearntScores.NodeFault> nodeFaults() {
    List<LearntScores.NodeFault> faults = new ArrayList<>();
    nodes.all().forEach((id, at) -> faults.add(new LearntScores.NodeFault(id, at)));
    faults.sort(Comparator.comparing(LearntScores.NodeFault::nodeId));
    return faults;
  }

  private List<Experience> experiences(LongPredicate which) {
    List<Experience> experiences = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      for (int direction = 0; direction < 2; direction++) {
        if (which.test(slots.id(slot)) && !bounds.isEmpty(slot, direction)) {
          ShortChannelId id = new ShortChannelId(slots.id(slot));
          experiences.add(bounds.experience(slot, new ChannelDirection(id, direction)));
        }
      }
    }
    experiences.sort(Comparator.comparing(Experience::channel));
    return experiences;
  }
}
