package org.boltj.channel;

/** Keeps the feerate of the commitments near what the chain asks for (BOLT 2, update_fee). */
final class FeerateSteps {
  /** A difference of less than this part of the present feerate is left alone. */
  private static final int TOLERANCE_PERCENT = 25;

  private FeerateSteps() {}

  /** Proposes the estimate, if we are the opener and it has moved away. */
  static Transition.Builder advance(Transition.Builder next, Normal normal, Context ctx) {
    if (!normal.params().localIsOpener() || normal.localShutdown().isPresent()) {
      return next;
    }
    long present = UpdateSteps.proposedFeerate(normal.commitments()).satPerKw();
    long wanted = ctx.feerates().commitment().satPerKw();
    boolean far = Math.abs(wanted - present) * 100 > present * TOLERANCE_PERCENT;
    return far ? UpdateSteps.updateFee(next, normal, ctx.feerates().commitment(), ctx) : next;
  }
}
