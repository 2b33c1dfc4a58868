package org.boltj.sim.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Collects what invariants find, so that they need not throw in the midst of a node's work. */
public final class Findings {
  private static final int MOST = 50;

  private final List<Violation> violations = new ArrayList<>();
  private LongSupplier clock = () -> 0;

  void clock(LongSupplier millis) {
    clock = millis;
  }

  void add(Invariant invariant, String what) {
    if (violations.size() < MOST) {
      violations.add(new Violation(invariant.name(), clock.getAsLong(), what));
    }
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  List<Violation> all() {
    return List.copyOf(violations);
  }
}
