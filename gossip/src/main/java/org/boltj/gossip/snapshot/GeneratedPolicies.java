package org.boltj.gossip.snapshot;

import java.util.SplittableRandom;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * Capacities, fees and bounds of a generated network. A node has its own habits, from which a
 * channel seldom differs, except in the proportional fee. Capacities grow with the smaller of both
 * ends.
 */
final class GeneratedPolicies {
  private static final int DAY = 86_400;

  /** By the number of channels of the smaller end: 1, to 3, to 9, to 29, to 99, more. */
  private static final Quantiles[] CAPACITIES_SAT = {
    new Quantiles(
        0, 10_000, 0.01, 20_000, 0.25, 20_000, 0.5, 60_000, 0.75, 1_000_000, 0.9, 3e6, 1, 1e8),
    new Quantiles(0, 14_000, 0.1, 100_000, 0.25, 400_000, 0.5, 1e6, 0.75, 2.5e6, 0.9, 6e6, 1, 1e8),
    new Quantiles(0, 15_000, 0.1, 150_000, 0.25, 800_000, 0.5, 1.8e6, 0.75, 5e6, 0.9, 1e7, 1, 2e8),
    new Quantiles(0, 20_000, 0.1, 850_000, 0.25, 1.1e6, 0.5, 3e6, 0.75, 8e6, 0.9, 1.6e7, 1, 5e8),
    new Quantiles(0, 20_000, 0.1, 1e6, 0.25, 3e6, 0.5, 5.5e6, 0.75, 1.1e7, 0.9, 2.5e7, 1, 7e8),
    new Quantiles(0, 50_000, 0.1, 2.5e6, 0.25, 5e6, 0.5, 1.5e7, 0.75, 9e7, 0.9, 3e8, 1, 5e8),
  };

  private static final int[] CLASSES = {1, 3, 9, 29, 99, Integer.MAX_VALUE};
  private static final double ROUND_CAPACITIES = 0.7;

  private static final Choice BASES =
      new Choice(0, 45, 1000, 41, 1, 3.4, 500, 1.5, 100, 0.9, 2000, 0.7, 5000, 0.7, 10_000, 0.5);
  private static final Choice DELTAS =
      new Choice(80, 38, 144, 18, 40, 17, 100, 11, 34, 6.5, 18, 2.5, 72, 1, 120, 1, 60, 1, 200, 1);
  private static final Choice MINIMUMS =
      new Choice(1000, 79, 1, 10, 100_000, 2.8, 1_000_000, 2.3, 0, 1.7, 10_000, 0.8, 5000, 0.7);
  private static final Choice MAXIMUM_SHARES =
      new Choice(0.99, 74, 1, 7.3, 0.45, 3.7, 0.9, 1.6, 0.5, 1.5, 0.2, 1, 0.1, 1, 0.01, 1);
  private static final Choice USUAL_MILLIONTHS =
      new Choice(
          1, 40, 0, 10, 500, 9, 100, 8, 10, 6, 1000, 5, 499, 2, 2000, 3, 200, 3, 2500, 2, 50, 2,
          5000, 2);
  private static final Quantiles MILLIONTHS =
      new Quantiles(
          0, 0, 0.05, 1, 0.25, 1, 0.35, 10, 0.5, 130, 0.75, 700, 0.9, 2200, 0.95, 3300, 0.99,
          10_000, 1, 90_000);
  private static final Quantiles INBOUND_DISCOUNTS =
      new Quantiles(0, 1, 0.05, 6, 0.25, 80, 0.5, 250, 0.75, 680, 0.95, 1719, 1, 3000);

  private static final double OWN_HABIT = 0.92;
  private static final double ONE_PRICE = 0.45;
  private static final int DIFFERS_FROM = 60;
  private static final double GIVES_DISCOUNTS = 0.08;
  private static final double DISCOUNTED = 0.6;
  private static final double OFF_THOUGH_THERE = 0.015;
  private static final double STILL_KNOWN = 0.15;

  /** What a node usually asks for. */
  private record Habits(
      int base, int delta, long minimum, double maximumShare, int millionths, boolean discounts) {}

  private final GeneratedShape shape;
  private final long now;
  private final SplittableRandom random;
  private final Habits[] habits;

  GeneratedPolicies(GeneratedShape shape, long now, SplittableRandom random) {
    this.shape = shape;
    this.now = now;
    this.random = random;
    this.habits = new Habits[shape.nodes()];
    for (int node = 0; node < habits.length; node++) {
      habits[node] = draw(shape.degree(node) < DIFFERS_FROM);
    }
  }

  private Habits draw(boolean mayHaveOnePrice) {
    return new Habits(
        (int) BASES.draw(random),
        (int) DELTAS.draw(random),
        (long) MINIMUMS.draw(random),
        MAXIMUM_SHARES.draw(random),
        mayHaveOnePrice && random.nextDouble() < ONE_PRICE
            ? (int) USUAL_MILLIONTHS.draw(random)
            : -1,
        random.nextDouble() < GIVES_DISCOUNTS);
  }

  long capacitySat(int channel) {
    int smaller =
        Math.min(shape.degree(shape.end(channel, 0)), shape.degree(shape.end(channel, 1)));
    int at = 0;
    while (CLASSES[at] < smaller) {
      at++;
    }
    long capacity = CAPACITIES_SAT[at].draw(random);
    return random.nextDouble() < ROUND_CAPACITIES ? rounded(capacity) : capacity;
  }

  /** To one digit and zeros. */
  private static long rounded(long value) {
    long unit = 1;
    while (value / unit >= 10) {
      unit *= 10;
    }
    return (value + unit / 2) / unit * unit;
  }

  /** Sets both directions of a channel, if their updates are still around. */
  void set(SnapshotBuilder builder, int edge, int channel, long capacitySat) {
    boolean dead = shape.isGone(shape.end(channel, 0)) || shape.isGone(shape.end(channel, 1));
    for (int direction = 0; direction < 2; direction++) {
      int from = shape.end(channel, direction);
      if (!dead || random.nextDouble() < STILL_KNOWN) {
        boolean off = dead ? !shape.isGone(from) : random.nextDouble() < OFF_THOUGH_THERE;
        long age = dead ? 15 + random.nextInt(400) : random.nextInt(14);
        long updated = now - age * DAY - random.nextInt(DAY);
        builder.policy(edge ^ direction, policy(from, capacitySat, updated, off));
      }
    }
  }

  private DirectionEntry policy(int node, long capacitySat, long updated, boolean off) {
    Habits own = habits[node];
    Habits usual = random.nextDouble() < OWN_HABIT ? own : draw(true);
    long maximum = Math.max(1000, StrictMath.round(capacitySat * usual.maximumShare()) * 1000);
    int millionths = own.millionths() >= 0 ? usual.millionths() : (int) MILLIONTHS.draw(random);
    boolean discounted = own.discounts() && random.nextDouble() < DISCOUNTED;
    return new DirectionEntry(
        updated,
        off,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(usual.delta()),
            MilliSatoshi.of(Math.min(usual.minimum(), maximum)),
            usual.base(),
            millionths >= 0 ? millionths : MILLIONTHS.draw(random),
            MilliSatoshi.of(maximum),
            0,
            discounted ? (int) -INBOUND_DISCOUNTS.draw(random) : 0));
  }
}
