package org.boltj.gossip.path;

/**
 * What makes a route dear: the one cost function of this package. A route costs the sum of its
 * hops, each in msat: the fee that its forwarding node asks for, the scorer's penalty, what it is
 * worth not to lock the money for so long, and an amount for each block and each hop. The payer's
 * own channels cost neither fee nor time.
 *
 * @param feePercent how much of the fee counts (percent, 0 to 10,000)
 * @param penaltyPercent how much of the scorer's penalty counts (percent, 0 to 10,000)
 * @param lockMsat price of locking 10^9 msat for one block (msat, 0 to 10^6)
 * @param blockMsat price of one block of expiry, whatever the amount (msat, 0 to 10^9)
 * @param hopMsat price of a hop (msat, 0 to 10^12)
 */
public record CostWeights(
    int feePercent, int penaltyPercent, int lockMsat, long blockMsat, long hopMsat) {
  /**
   * Fees and penalties as they are, 1 sat a hop, and 15 msat a block for 10^9 msat locked (about
   * 0.08 % a year).
   */
  public static final CostWeights DEFAULT = new CostWeights(100, 100, 15, 0, 1000);

  /** Fees and nothing else. */
  public static final CostWeights FEES_ALONE = new CostWeights(100, 0, 0, 0, 0);

  /** No part of a hop's cost is more than this, so that sums of hops never overflow. */
  static final long CEILING = 1L << 54;

  private static final long LOCKED_UNIT = 1_000_000_000L;

  public CostWeights {
    require("feePercent", feePercent, 10_000);
    require("penaltyPercent", penaltyPercent, 10_000);
    require("lockMsat", lockMsat, 1_000_000);
    require("blockMsat", blockMsat, 1_000_000_000L);
    require("hopMsat", hopMsat, 1_000_000_000_000L);
  }

  private static void require(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is 0 to " + most + ": " + value);
    }
  }

  /**
   * The cost of one hop (msat). It does not fall as any argument grows.
   *
   * @param feeMsat what the hop's forwarding node keeps
   * @param cltvDelta blocks that the hop adds
   * @param amountMsat that the hop's channel carries
   * @param penaltyMsat of the scorer for that amount
   */
  public long hopCost(long feeMsat, int cltvDelta, long amountMsat, long penaltyMsat) {
    return percent(feeMsat, feePercent)
        + percent(penaltyMsat, penaltyPercent)
        + lock(amountMsat, cltvDelta)
        + cltvDelta * blockMsat
        + hopMsat;
  }

  /** The part of the cost that a fee makes (msat). */
  long fee(long feeMsat) {
    return percent(feeMsat, feePercent);
  }

  /** The part of the cost that a penalty makes (msat). */
  long penalty(long penaltyMsat) {
    return percent(penaltyMsat, penaltyPercent);
  }

  /** The part of the cost that pays for locked money (msat). */
  public long lock(long amountMsat, int cltvDelta) {
    long blocks = (long) cltvDelta * lockMsat;
    long product = amountMsat * blocks;
    return Math.multiplyHigh(amountMsat, blocks) == 0 && product >= 0
        ? Math.min(product / LOCKED_UNIT, CEILING)
        : CEILING;
  }

  private static long percent(long msat, int percent) {
    long part = Math.min(msat, CEILING);
    if (percent <= 100) {
      return percent == 100 ? part : part * percent / 100;
    }
    return part > CEILING / percent * 100 ? CEILING : part * percent / 100;
  }
}
