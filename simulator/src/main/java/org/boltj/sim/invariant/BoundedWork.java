package org.boltj.sim.invariant;

import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.store.StoreBatch;

/** No queue grows without bound: nodes come to rest, writes stay small, lines stay short. */
final class BoundedWork extends Invariant {
  private static final int MOST_CHANGES = 500;
  private static final int MOST_ROUNDS = 100;
  private static final int MOST_IN_FLIGHT = 5_000;

  BoundedWork(TrialWorld world, Findings findings) {
    super(world, findings);
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    if (batch.changes().size() > MOST_CHANGES) {
      violated(node + " writes " + batch.changes().size() + " changes at once");
    }
  }

  @Override
  public void rested(TrialNode node, int rounds) {
    if (rounds > MOST_ROUNDS) {
      violated(node + " needs " + rounds + " rounds to come to rest");
    }
    if (world().messagesInFlight() > MOST_IN_FLIGHT) {
      violated(world().messagesInFlight() + " messages are in flight");
    }
  }
}
