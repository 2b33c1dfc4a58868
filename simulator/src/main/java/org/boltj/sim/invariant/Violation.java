package org.boltj.sim.invariant;

/**
 * An invariant that was broken.
 *
 * @param atMillis of virtual time since the first payment
 */
public record Violation(String invariant, long atMillis, String what) {
  @Override
  public String toString() {
    return "%s at %.3f s: %s".formatted(invariant, atMillis / 1000.0, what);
  }
}
