package org.boltj.channel;

import org.boltj.base.FeeratePerKw;
import org.boltj.updates.FeeRules;

/** Keeps the feerate of the commitments near what the chain asks for (BOLT 2, update_fee). */
final class FeerateSteps {
  /** A difference of less than this part of the present feerate is left alone. */
  private static final int TOLERANCE_PERCENT = 20;

  private FeerateSteps() {}

  /**
   * Proposes the estimate, if we are the opener and it has moved away; of what we cannot pay, as
   * much as we can.
   */
  static Transition.Builder advance(Transition.Builder next, UpdatableState state, Context ctx) {
    if (!state.params().localIsOpener() || isClosing(state)) {
      return next;
    }
    FeeratePerKw present = UpdateSteps.proposedFeerate(state.commitments());
    FeeratePerKw wanted = ctx.feerates().commitment(state.params().format());
    if (!isFar(present, wanted)) {
      return next;
    }
    FeeratePerKw paid = FeeRules.affordable(state.commitments(), present, wanted, ctx.policy());
    return isFar(present, paid) ? UpdateSteps.updateFee(next, state, paid, ctx) : next;
  }

  private static boolean isFar(FeeratePerKw present, FeeratePerKw wanted) {
    long difference = Math.abs(wanted.satPerKw() - present.satPerKw());
    return difference * 100 > present.satPerKw() * TOLERANCE_PERCENT;
  }

  /** Once shutdown is sent, update_fee is sent only while HTLCs keep the commitments alive. */
  private static boolean isClosing(UpdatableState state) {
    return switch (state) {
      case Normal normal -> normal.localShutdown().isPresent();
      case ShuttingDown closing -> !closing.commitments().hasPendingHtlcs();
    };
  }
}
