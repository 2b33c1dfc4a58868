package org.boltj.sim.fault;

/**
 * The process of a node ends here: thrown out of the node, past everything that catches exceptions.
 * What the node has in memory is never used again.
 */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the process is killed", null, false, false);
  }
}
