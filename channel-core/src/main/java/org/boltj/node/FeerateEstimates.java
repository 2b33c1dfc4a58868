package org.boltj.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.boltj.base.FeeratePerKw;
import org.boltj.updates.Feerates;
import org.jspecify.annotations.Nullable;

/**
 * The estimates that channels use, asked for once a block and believed within bounds: where an
 * estimate is missing or absurd, the last good one stands.
 */
final class FeerateEstimates {
  /** Commitments wait in the drawer; they should confirm within an hour when they are needed. */
  private static final int COMMITMENT_BLOCKS = 6;

  private static final int NEXT_BLOCK = 1;
  private static final int MUTUAL_CLOSE_BLOCKS = 12;
  private static final int SWEEP_BLOCKS = 6;
  private static final int PATIENT_BLOCKS = 144;

  /** Before there has been any estimate. */
  private static final FeeratePerKw FALLBACK = FeeratePerKw.ofSatPerVByte(10);

  private final Env env;
  private final Map<Integer, FeeratePerKw> lastGood = new HashMap<>();
  private final Set<Integer> doubtful = new HashSet<>();
  private @Nullable Feerates known;
  private int knownAt;

  FeerateEstimates(Env env) {
    this.env = env;
  }

  Feerates now() {
    Feerates current = known;
    if (current == null || knownAt != env.blockHeight()) {
      knownAt = env.blockHeight();
      current =
          new Feerates(
              estimate(COMMITMENT_BLOCKS),
              estimate(MUTUAL_CLOSE_BLOCKS),
              estimate(SWEEP_BLOCKS),
              FeeratePerKw.MINIMUM,
              estimate(NEXT_BLOCK),
              estimate(PATIENT_BLOCKS));
      known = current;
    }
    return current;
  }

  private FeeratePerKw estimate(int targetBlocks) {
    FeeratePerKw most = env.settings.channelPolicy().fees().maxFeerate();
    FeeratePerKw told;
    try {
      told = env.ports.feeEstimator().feerate(targetBlocks);
    } catch (RuntimeException e) {
      return doubt(targetBlocks, most, "the estimator fails: " + e);
    }
    if (told.satPerKw() == 0) {
      return doubt(targetBlocks, most, "there is no estimate");
    }
    if (told.compareTo(most) > 0) {
      return doubt(targetBlocks, most, told + " is more than " + most);
    }
    FeeratePerKw good = told.compareTo(FeeratePerKw.MINIMUM) < 0 ? FeeratePerKw.MINIMUM : told;
    lastGood.put(targetBlocks, good);
    doubtful.remove(targetBlocks);
    return good;
  }

  private FeeratePerKw doubt(int targetBlocks, FeeratePerKw most, String why) {
    FeeratePerKw fallback = FALLBACK.compareTo(most) > 0 ? most : FALLBACK;
    FeeratePerKw used = lastGood.getOrDefault(targetBlocks, fallback);
    if (doubtful.add(targetBlocks)) {
      env.publish(new NodeEvent.FeerateDoubtful(targetBlocks, used, why));
    }
    return used;
  }
}
