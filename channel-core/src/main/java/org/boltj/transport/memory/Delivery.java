package org.boltj.transport.memory;

import org.boltj.base.PublicKey;

/** Decides when what one node sends arrives at the other. */
@FunctionalInterface
public interface Delivery {
  /** Everything arrives at once. */
  Delivery IMMEDIATE = (from, to, arrival) -> arrival.run();

  /**
   * Has the arrival run, now or later, on any thread. What goes from one node to another must
   * arrive in order.
   */
  void deliver(PublicKey from, PublicKey to, Runnable arrival);
}
