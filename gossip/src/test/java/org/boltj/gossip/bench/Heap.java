package org.boltj.gossip.bench;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/** What objects weigh on the heap. */
final class Heap {
  private static final long CALM_BYTES = 10_000;
  private static final int MOST_TRIES = 20;

  private Heap() {}

  /** Bytes that are in use more while something that is made is held than before. */
  static long bytesOf(Supplier<?> made) {
    long before = used();
    Object held = made.get();
    try {
      return used() - before;
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /** Collects until nothing more is found: what has finalizers takes several rounds. */
  private static long used() {
    long used = collected();
    for (int i = 0; i < MOST_TRIES; i++) {
      long before = used;
      used = collected();
      if (Math.abs(before - used) < CALM_BYTES) {
        return used;
      }
    }
    return used;
  }

  private static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
