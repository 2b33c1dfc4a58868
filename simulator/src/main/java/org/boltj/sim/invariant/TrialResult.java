package org.boltj.sim.invariant;

import java.util.List;

/** What a run has shown. */
public record TrialResult(List<Violation> violations, Statistics statistics) {
  public TrialResult {
    violations = List.copyOf(violations);
  }

  public boolean isClean() {
    return violations.isEmpty();
  }
}
