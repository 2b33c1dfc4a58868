package org.boltj.onchain;

import java.util.List;

/**
 * What a step of the resolution leads to.
 *
 * @param resolved whether nothing is left to do, irrevocably
 */
public record OnChainStep(OnChainState state, List<ChainAction> actions, boolean resolved) {
  public OnChainStep {
    actions = List.copyOf(actions);
  }
}
