package org.boltj.gossip.graph;

import java.util.Arrays;

/**
 * Gives out small numbers. Those given back are used again, the oldest first, so that whoever still
 * holds one has time to notice.
 */
final class FreeNumbers {
  private int used;

  /** The same as {@code used}, for readers on other threads. */
  private volatile int bound;

  private int[] free = new int[16];
  private int first;
  private int count;

  /** All numbers given out are below this. */
  int bound() {
    return bound;
  }

  /** The number that {@link #take} gives next. */
  int next() {
    return count > 0 ? free[first] : used;
  }

  /** Call when the number's row can be read: {@link #bound} may grow. */
  void take() {
    if (count > 0) {
      first = (first + 1) % free.length;
      count--;
    } else {
      bound = ++used;
    }
  }

  void giveBack(int number) {
    if (count == free.length) {
      int[] longer = Arrays.copyOfRange(free, first, first + 2 * count);
      System.arraycopy(free, 0, longer, count - first, first);
      free = longer;
      first = 0;
    }
    free[(first + count++) % free.length] = number;
  }
}
