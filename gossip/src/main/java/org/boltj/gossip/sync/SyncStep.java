package org.boltj.gossip.sync;

import java.util.List;

/** The state after a step and what is to be done, in that order. */
public record SyncStep(PeerSync state, List<SyncAction> actions) {
  public SyncStep {
    actions = List.copyOf(actions);
  }
}
