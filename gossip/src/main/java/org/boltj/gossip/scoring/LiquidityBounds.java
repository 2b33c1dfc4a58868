package org.boltj.gossip.scoring;

import java.util.Arrays;

/**
 * What was learnt of channels, in columns: for each direction the bounds of its liquidity with
 * their times, averages, and the time of its last fault. See {@link LiquidityScorer} for what they
 * mean.
 */
final class LiquidityBounds {
  private static final int AMOUNTS = 4;
  private static final int LEAST = 0;
  private static final int BELOW = 1;
  private static final int USUAL_LEAST = 2;
  private static final int USUAL_BELOW = 3;

  private static final int TIMES = 4;
  private static final int LEAST_AT = 0;
  private static final int BELOW_AT = 1;
  private static final int FAULT_AT = 2;
  private static final int OUTCOMES = 3;

  private static final long UNKNOWN = Experience.UNKNOWN;

  private final long boundsHalfLife;
  private long[] amounts = new long[0];
  private int[] times = new int[0];

  LiquidityBounds(ScoringParameters parameters) {
    this.boundsHalfLife = parameters.boundsHalfLifeSeconds();
  }

  /** Nothing is known of the channel that has this number from now on. */
  void reset(int slot) {
    int needed = (slot + 1) * 2;
    if (amounts.length < needed * AMOUNTS) {
      int length = Math.max(needed, amounts.length / AMOUNTS * 2);
      amounts = Arrays.copyOf(amounts, length * AMOUNTS);
      times = Arrays.copyOf(times, length * TIMES);
    }
    for (int row = slot * 2; row < needed; row++) {
      Arrays.fill(times, row * TIMES, (row + 1) * TIMES, 0);
      amounts[row * AMOUNTS + LEAST] = 0;
      amounts[row * AMOUNTS + BELOW] = UNKNOWN;
      amounts[row * AMOUNTS + USUAL_LEAST] = 0;
      amounts[row * AMOUNTS + USUAL_BELOW] = UNKNOWN;
    }
  }

  /** It did not have that much. */
  void failed(int slot, int direction, long amount, int now) {
    int at = (slot * 2 + direction) * AMOUNTS;
    int time = (slot * 2 + direction) * TIMES;
    if (amount < amounts[at + BELOW] || isOld(times[time + BELOW_AT], now)) {
      amounts[at + BELOW] = amount;
      times[time + BELOW_AT] = now;
    }
    if (amount <= amounts[at + LEAST]) {
      amounts[at + LEAST] = 0;
      times[time + LEAST_AT] = 0;
    }
    long usual = amounts[at + USUAL_BELOW];
    if (amount < usual) {
      amounts[at + USUAL_BELOW] = usual == UNKNOWN ? amount : towards(usual, amount);
    }
    if (amount < amounts[at + USUAL_LEAST]) {
      amounts[at + USUAL_LEAST] = towards(amounts[at + USUAL_LEAST], amount);
    }
    countOutcome(time);
  }

  /** It had that much. */
  void passed(int slot, int direction, long amount, int now) {
    int at = (slot * 2 + direction) * AMOUNTS;
    int time = (slot * 2 + direction) * TIMES;
    if (amount >= amounts[at + LEAST] || isOld(times[time + LEAST_AT], now)) {
      amounts[at + LEAST] = amount;
      times[time + LEAST_AT] = now;
    }
    if (amount >= amounts[at + BELOW]) {
      amounts[at + BELOW] = UNKNOWN;
      times[time + BELOW_AT] = 0;
    }
    long usual = amounts[at + USUAL_LEAST];
    if (amount > usual) {
      amounts[at + USUAL_LEAST] = usual == 0 ? amount : towards(usual, amount);
    }
    if (amount > amounts[at + USUAL_BELOW]) {
      amounts[at + USUAL_BELOW] = towards(amounts[at + USUAL_BELOW], amount);
    }
    countOutcome(time);
  }

  private boolean isOld(int learntAt, int now) {
    return now - learntAt > boundsHalfLife;
  }

  private static long towards(long average, long amount) {
    return average + (amount - average) / 4;
  }

  private void countOutcome(int time) {
    times[time + OUTCOMES] = Math.min(Experience.MOST_OUTCOMES, times[time + OUTCOMES] + 1);
  }

  /** That much has gone to the other side for good. */
  void moved(int slot, int direction, long amount, int now) {
    int from = (slot * 2 + direction) * AMOUNTS;
    int to = (slot * 2 + 1 - direction) * AMOUNTS;
    int toTime = (slot * 2 + 1 - direction) * TIMES;
    amounts[from + LEAST] = Math.max(0, amounts[from + LEAST] - amount);
    if (amounts[from + BELOW] != UNKNOWN) {
      amounts[from + BELOW] = Math.max(1, amounts[from + BELOW] - amount);
    }
    long before = isOld(times[toTime + LEAST_AT], now) ? 0 : amounts[to + LEAST];
    amounts[to + LEAST] = Math.min(before + amount, LiquidityScorer.MOST_MSAT);
    times[toTime + LEAST_AT] = now;
    if (amounts[to + BELOW] != UNKNOWN) {
      long raised = amounts[to + BELOW] + amount;
      amounts[to + BELOW] = raised > LiquidityScorer.MOST_MSAT ? UNKNOWN : raised;
    }
  }

  /** It failed for a reason that is not its liquidity. */
  void faulty(int slot, int direction, int now) {
    times[(slot * 2 + direction) * TIMES + FAULT_AT] = now;
  }

  /** When the direction had its last fault, or 0. */
  int faultAt(int slot, int direction) {
    return times[(slot * 2 + direction) * TIMES + FAULT_AT];
  }

  /** The liquidity is believed to be at least that (msat). */
  long least(int slot, int direction, long capacity, Fading fading) {
    int row = slot * 2 + direction;
    int at = times[row * TIMES + LEAST_AT];
    if (at == 0) {
      return 0;
    }
    long bound = Math.min(capacity, amounts[row * AMOUNTS + LEAST]);
    long usual = Math.min(capacity, amounts[row * AMOUNTS + USUAL_LEAST]);
    return fading.faded(bound, usual, at, times[row * TIMES + OUTCOMES]);
  }

  /** So much of the capacity, and one msat more, is believed not to be there (msat). */
  long gap(int slot, int direction, long capacity, Fading fading) {
    int row = slot * 2 + direction;
    int at = times[row * TIMES + BELOW_AT];
    if (at == 0) {
      return 0;
    }
    long bound = Math.max(0, capacity + 1 - amounts[row * AMOUNTS + BELOW]);
    long usual = Math.max(0, capacity + 1 - amounts[row * AMOUNTS + USUAL_BELOW]);
    return fading.faded(bound, usual, at, times[row * TIMES + OUTCOMES]);
  }

  boolean isEmpty(int slot, int direction) {
    int time = (slot * 2 + direction) * TIMES;
    return times[time + LEAST_AT] == 0
        && times[time + BELOW_AT] == 0
        && times[time + FAULT_AT] == 0
        && times[time + OUTCOMES] == 0;
  }

  Experience experience(int slot, ChannelDirection channel) {
    int at = (slot * 2 + channel.direction()) * AMOUNTS;
    int time = (slot * 2 + channel.direction()) * TIMES;
    return new Experience(
        channel,
        amounts[at + LEAST],
        times[time + LEAST_AT],
        amounts[at + BELOW],
        times[time + BELOW_AT],
        amounts[at + USUAL_LEAST],
        amounts[at + USUAL_BELOW],
        times[time + OUTCOMES],
        times[time + FAULT_AT]);
  }

  void set(int slot, Experience experience) {
    int at = (slot * 2 + experience.channel().direction()) * AMOUNTS;
    int time = (slot * 2 + experience.channel().direction()) * TIMES;
    amounts[at + LEAST] = experience.leastMsat();
    times[time + LEAST_AT] = (int) experience.leastAtSeconds();
    amounts[at + BELOW] = experience.belowMsat();
    times[time + BELOW_AT] = (int) experience.belowAtSeconds();
    amounts[at + USUAL_LEAST] = experience.usualLeastMsat();
    amounts[at + USUAL_BELOW] = experience.usualBelowMsat();
    times[time + OUTCOMES] = experience.outcomes();
    times[time + FAULT_AT] = (int) experience.faultAtSeconds();
  }
}
