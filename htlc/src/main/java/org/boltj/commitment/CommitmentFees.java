package org.boltj.commitment;

import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;

/** Which HTLCs are trimmed and what the opener pays (BOLT 3, "Trimmed Outputs" and "Fees"). */
public final class CommitmentFees {
  private CommitmentFees() {}

  /** The least amount that an HTLC needs for an output of its own. */
  public static Satoshi trimThreshold(
      CommitmentFormat format, Satoshi dustLimit, FeeratePerKw feerate, HtlcDirection direction) {
    return dustLimit.plus(format.htlcFee(direction, feerate));
  }

  /** Whether the HTLC has no output in the commitment; the direction is the holder's. */
  public static boolean isTrimmed(
      CommitmentFormat format, Satoshi dustLimit, FeeratePerKw feerate, CommitmentHtlc htlc) {
    return htlc.amount()
        .toSatoshi()
        .isLessThan(trimThreshold(format, dustLimit, feerate, htlc.direction()));
  }

  /** Number of HTLCs that have an output. */
  public static int untrimmedHtlcs(
      CommitmentFormat format, Satoshi dustLimit, CommitmentSpec spec) {
    int count = 0;
    for (CommitmentHtlc htlc : spec.htlcs()) {
      if (!isTrimmed(format, dustLimit, spec.feerate(), htlc)) {
        count++;
      }
    }
    return count;
  }

  /** The base fee of the commitment; what trimmed outputs add to it is not included. */
  public static Satoshi baseFee(CommitmentFormat format, Satoshi dustLimit, CommitmentSpec spec) {
    return baseFee(format, spec.feerate(), untrimmedHtlcs(format, dustLimit, spec));
  }

  /** The base fee of a commitment with that many HTLC outputs. */
  public static Satoshi baseFee(CommitmentFormat format, FeeratePerKw feerate, int untrimmedHtlcs) {
    return feerate.feeFor(format.commitmentWeight(untrimmedHtlcs));
  }

  /** What the opener's balance pays: the base fee and the anchors. */
  public static Satoshi openerCost(
      CommitmentFormat format, Satoshi dustLimit, CommitmentSpec spec) {
    return baseFee(format, dustLimit, spec).plus(format.anchorsCost());
  }

  /** What the opener's balance pays with that many HTLC outputs: the base fee and the anchors. */
  public static Satoshi openerCost(
      CommitmentFormat format, FeeratePerKw feerate, int untrimmedHtlcs) {
    return baseFee(format, feerate, untrimmedHtlcs).plus(format.anchorsCost());
  }
}
