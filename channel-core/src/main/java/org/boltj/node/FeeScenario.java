package org.boltj.node;

import org.boltj.updates.ChannelOutlook;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.DeadlineRules;
import org.boltj.updates.FeeDecision;
import org.boltj.updates.Feerates;

/**
 * All that the decision about a channel's deadlines and fees depends on.
 *
 * @param blockHeight of the best block
 */
public record FeeScenario(
    ChannelOutlook outlook, int blockHeight, Feerates feerates, ChannelPolicy policy) {

  /** What follows. */
  public FeeDecision decide() {
    return DeadlineRules.decide(outlook, blockHeight, feerates, policy);
  }

  public FeeScenario atHeight(int height) {
    return new FeeScenario(outlook, height, feerates, policy);
  }

  public FeeScenario withFeerates(Feerates changed) {
    return new FeeScenario(outlook, blockHeight, changed, policy);
  }

  public FeeScenario withOutlook(ChannelOutlook changed) {
    return new FeeScenario(changed, blockHeight, feerates, policy);
  }

  public FeeScenario withPolicy(ChannelPolicy changed) {
    return new FeeScenario(outlook, blockHeight, feerates, changed);
  }
}
