package org.boltj.updates;

import org.boltj.base.FeeratePerKw;
import org.boltj.commitment.CommitmentFormat;

/**
 * What the chain asks for now, as values.
 *
 * @param commitment for commitment transactions, which may wait for long before they are published
 * @param mutualClose for a closing transaction
 * @param sweep for transactions that collect what an on-chain resolution owes us, within 6 blocks
 * @param minimum the lowest feerate that is still relayed
 * @param nextBlock for what must be in one of the next blocks
 * @param patient for what may wait a day, 144 blocks
 */
public record Feerates(
    FeeratePerKw commitment,
    FeeratePerKw mutualClose,
    FeeratePerKw sweep,
    FeeratePerKw minimum,
    FeeratePerKw nextBlock,
    FeeratePerKw patient) {
  /** With anchors a commitment need not pay more than this to be relayed in ordinary times. */
  private static final FeeratePerKw ENOUGH_WITH_ANCHORS = FeeratePerKw.ofSatPerVByte(10);

  /** With the feerate of sweeps for all waiting times. */
  public Feerates(
      FeeratePerKw commitment, FeeratePerKw mutualClose, FeeratePerKw sweep, FeeratePerKw minimum) {
    this(commitment, mutualClose, sweep, minimum, sweep, sweep);
  }

  /**
   * What a commitment of that format should pay: with anchors only what gets it into mempools,
   * since the rest can be added by CPFP when it is needed.
   */
  public FeeratePerKw commitment(CommitmentFormat format) {
    if (format.anchorsCost().isZero()) {
      return commitment;
    }
    FeeratePerKw enough =
        ENOUGH_WITH_ANCHORS.compareTo(patient) > 0 ? ENOUGH_WITH_ANCHORS : patient;
    return commitment.compareTo(enough) < 0 ? commitment : enough;
  }

  public static Feerates fixed(FeeratePerKw feerate) {
    return new Feerates(feerate, feerate, feerate, FeeratePerKw.MINIMUM);
  }
}
