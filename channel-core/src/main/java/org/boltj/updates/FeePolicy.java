package org.boltj.updates;

import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/**
 * How a node spends on fees, what it keeps for them, and how early it speaks.
 *
 * @param maxFeerate no estimate is believed to be higher
 * @param warningBlocks a warning comes that many blocks before an HTLC forces the channel to close
 * @param patienceBlocks how many blocks a commitment that pays too little is borne before the
 *     channel is closed in agreement; also how long an HTLC without an output may be overdue
 * @param claimSharePercent the most of a claim's value that goes into its fee before its last
 *     blocks, 1 to 100
 * @param lastBlocks how many blocks before a deadline a claim may cost all that it brings
 * @param failBackBudget the largest amount that the node ever loses to save upstream channels:
 *     incoming HTLCs are failed back before their outgoing ones are resolved only as long as what
 *     was lost by that and what is at risk stay within it; what is lost stays spent, so raise it to
 *     go on
 * @param failBackBlocks that many blocks before the incoming HTLC expires this is decided
 * @param reservePerChannel kept in the wallet for each channel with anchors, to pay for its close
 * @param maxReserve the reserve for all channels together is no more than that
 */
public record FeePolicy(
    FeeratePerKw maxFeerate,
    int warningBlocks,
    int patienceBlocks,
    int claimSharePercent,
    int lastBlocks,
    MilliSatoshi failBackBudget,
    int failBackBlocks,
    Satoshi reservePerChannel,
    Satoshi maxReserve) {

  /**
   * 1,000 sat/vB at most; warns 6 blocks ahead, waits a day; half of a value until 3 blocks before
   * the deadline; risks 25,000 sat 6 blocks before the expiry; keeps 10,000 sat for each channel
   * and 100,000 sat for all.
   */
  public static final FeePolicy DEFAULT =
      new FeePolicy(
          FeeratePerKw.ofSatPerVByte(1_000),
          6,
          144,
          50,
          3,
          MilliSatoshi.ofSat(25_000),
          6,
          Satoshi.of(10_000),
          Satoshi.of(100_000));

  public FeePolicy {
    if (maxFeerate.compareTo(FeeratePerKw.MINIMUM) < 0
        || warningBlocks < 0
        || patienceBlocks < 1
        || claimSharePercent < 1
        || claimSharePercent > 100
        || lastBlocks < 1
        || failBackBlocks < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /** Zero never fails an HTLC back before the chain has decided. */
  public FeePolicy withFailBackBudget(MilliSatoshi budget) {
    return new FeePolicy(
        maxFeerate,
        warningBlocks,
        patienceBlocks,
        claimSharePercent,
        lastBlocks,
        budget,
        failBackBlocks,
        reservePerChannel,
        maxReserve);
  }

  public FeePolicy withReserve(Satoshi perChannel, Satoshi atMost) {
    return new FeePolicy(
        maxFeerate,
        warningBlocks,
        patienceBlocks,
        claimSharePercent,
        lastBlocks,
        failBackBudget,
        failBackBlocks,
        perChannel,
        atMost);
  }

  public FeePolicy withMaxFeerate(FeeratePerKw ceiling) {
    return new FeePolicy(
        ceiling,
        warningBlocks,
        patienceBlocks,
        claimSharePercent,
        lastBlocks,
        failBackBudget,
        failBackBlocks,
        reservePerChannel,
        maxReserve);
  }

  /** What the wallet should hold for that many channels with anchors. */
  public Satoshi reserveFor(int anchorChannels) {
    return reservePerChannel.times(anchorChannels).min(maxReserve);
  }
}
