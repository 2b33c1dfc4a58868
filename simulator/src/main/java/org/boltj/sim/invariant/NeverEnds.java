package org.boltj.sim.invariant;

import org.boltj.sim.fault.TrialWorld;

/** After the faults all payments end and all channels close, within so many blocks. */
final class NeverEnds extends Invariant {
  NeverEnds(TrialWorld world, Findings findings) {
    super(world, findings);
  }

  void found(String what) {
    violated(what);
  }
}
