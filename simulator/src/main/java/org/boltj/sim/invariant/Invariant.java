package org.boltj.sim.invariant;

import org.boltj.sim.fault.TrialWorld;
import org.boltj.sim.fault.Witness;

/** Something that must hold at every moment of a run. */
abstract class Invariant implements Witness {
  private final TrialWorld world;
  private final Findings findings;

  Invariant(TrialWorld world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  final TrialWorld world() {
    return world;
  }

  /** The name of the class. */
  final String name() {
    return getClass().getSimpleName();
  }

  final void violated(String what) {
    findings.add(this, what);
  }
}
