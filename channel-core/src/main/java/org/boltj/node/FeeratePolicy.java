package org.boltj.node;

import org.boltj.base.FeeratePerKw;
import org.boltj.port.FeeEstimator;
import org.boltj.updates.Feerates;

/** Turns estimates into the feerates that channels use. */
final class FeeratePolicy {
  /** Commitments wait in the drawer; they should confirm within an hour when they are needed. */
  private static final int COMMITMENT_BLOCKS = 6;

  private static final int MUTUAL_CLOSE_BLOCKS = 12;
  private static final int SWEEP_BLOCKS = 6;
  private static final int PATIENT_BLOCKS = 144;

  /** A commitment's feerate is changed when it is that far from the estimate, in percent. */
  private static final int TOLERANCE_PERCENT = 20;

  private FeeratePolicy() {}

  static Feerates now(FeeEstimator estimator) {
    return new Feerates(
        estimator.feerate(COMMITMENT_BLOCKS),
        estimator.feerate(MUTUAL_CLOSE_BLOCKS),
        estimator.feerate(SWEEP_BLOCKS),
        FeeratePerKw.MINIMUM,
        estimator.feerate(1),
        estimator.feerate(PATIENT_BLOCKS));
  }

  /** Whether the difference is worth an update_fee. */
  static boolean isWorthUpdate(FeeratePerKw current, FeeratePerKw wanted) {
    long difference = Math.abs(current.satPerKw() - wanted.satPerKw());
    return difference * 100 > current.satPerKw() * TOLERANCE_PERCENT;
  }
}
