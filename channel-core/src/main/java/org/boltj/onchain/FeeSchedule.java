package org.boltj.onchain;

import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.updates.FeePolicy;
import org.boltj.updates.Feerates;

/**
 * What a transaction bids for its place in a block: the estimate of a patient one at first, rising
 * in a straight line to that of the next block as the deadline nears, and beyond it in the last
 * blocks, because then the estimate has proved too low. The value at stake bounds the bid.
 *
 * <p>With equal estimates the bid never falls as blocks pass. When estimates fall, a bid that is
 * out stays out: see {@link #replaces}.
 *
 * @param sharePercent the most of the value that is paid as fee before the last blocks, 1 to 100;
 *     in the last blocks it is the whole value but {@link #LEFT_OVER}
 * @param lastBlocks how many blocks before the deadline are the last, at least 1
 */
public record FeeSchedule(int sharePercent, int lastBlocks) {
  public static final FeeSchedule DEFAULT = new FeeSchedule(50, 3);

  /** The deadline of what nobody else can take. */
  public static final int NO_DEADLINE = Integer.MAX_VALUE;

  /** What at least must be left of the value: the largest dust limit of an output (BOLT 3). */
  public static final Satoshi LEFT_OVER = Satoshi.of(546);

  /**
   * A replacement pays at least so much more: 1 sat/vB (BIP 125), and 3 sat/kw for the rounding of
   * weights to virtual bytes, which 250 sat/kw can miss by a satoshi.
   */
  public static final FeeratePerKw INCREMENTAL_RELAY = FeeratePerKw.MINIMUM;

  /** With so few blocks left, six blocks are as long as one may plan to wait. */
  private static final int SOON_BLOCKS = 12;

  /** In the last blocks each block adds so much to the estimate, and at most four times that. */
  private static final int PERCENT_EACH_LAST_BLOCK = 50;

  private static final int MOST_STEPS = 6;

  public FeeSchedule {
    if (sharePercent < 1 || sharePercent > 100 || lastBlocks < 1) {
      throw new IllegalArgumentException(
          "a share of " + sharePercent + " % until " + lastBlocks + " blocks before the deadline");
    }
  }

  /** What a node wants of its claims. */
  public static FeeSchedule of(FeePolicy policy) {
    return new FeeSchedule(policy.claimSharePercent(), policy.lastBlocks());
  }

  /**
   * The feerate to bid at this height.
   *
   * @param heightNow of the best block; the next block is the first that can hold the transaction
   * @param firstHeight from which on the claim could be made
   * @param deadlineHeight of the last block in which the transaction is surely in time, or {@link
   *     #NO_DEADLINE}
   * @param value what is lost when the transaction fails
   * @param weight of the transaction, in weight units
   * @return empty when the value does not pay for the least fee that is relayed: let it go
   */
  public Optional<FeeratePerKw> feerate(
      int heightNow,
      int firstHeight,
      int deadlineHeight,
      Feerates feerates,
      Satoshi value,
      long weight) {
    long least = feerates.minimum().satPerKw();
    long most = affordable(value.minusOrZero(LEFT_OVER).sat(), weight);
    if (most < least) {
      return Optional.empty();
    }
    long left = (long) deadlineHeight - heightNow;
    long bound = left > lastBlocks ? affordable(value.sat() * sharePercent / 100, weight) : most;
    long wanted = wanted(heightNow, firstHeight, deadlineHeight, feerates);
    // The least comes last: a bid below it would not be relayed at all.
    return Optional.of(new FeeratePerKw(Math.max(least, Math.min(wanted, Math.min(bound, most)))));
  }

  /**
   * Whether a transaction that bids so much replaces one that bid less (BIP 125, rules 3 and 4).
   */
  public static boolean replaces(FeeratePerKw bid, FeeratePerKw previous) {
    return bid.satPerKw() >= previous.satPerKw() + INCREMENTAL_RELAY.satPerKw();
  }

  private long wanted(int now, int first, int deadline, Feerates feerates) {
    long patient = Math.max(feerates.minimum().satPerKw(), feerates.patient().satPerKw());
    long soon = Math.max(patient, feerates.sweep().satPerKw());
    long next = Math.max(soon, feerates.nextBlock().satPerKw());
    if (deadline == NO_DEADLINE) {
      return patient;
    }
    long left = (long) deadline - now;
    if (left <= lastBlocks) {
      long steps = Math.min(MOST_STEPS, lastBlocks - left);
      return Math.min(next + next * PERCENT_EACH_LAST_BLOCK * steps / 100, 0xffffffffL);
    }
    long span = Math.max(1, (long) deadline - lastBlocks - first);
    long gone = Math.clamp((long) now - first, 0, span);
    long line = patient + (next - patient) * gone / span;
    return left <= SOON_BLOCKS ? Math.max(soon, line) : line;
  }

  /** The largest feerate whose fee is within the budget. */
  private static long affordable(long budgetSat, long weight) {
    return Math.min(budgetSat * 1000 / weight, 0xffffffffL);
  }
}
