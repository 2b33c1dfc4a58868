package org.boltj.gossip.snapshot;

import java.util.function.IntUnaryOperator;

/** Looks things up in columns that are sorted. */
final class SortedColumn {
  private SortedColumn() {}

  /**
   * The row of which the function says 0, or -1.
   *
   * @param order of a row: below 0 when what is wanted comes after it, above 0 when before it
   */
  static int find(int size, IntUnaryOperator order) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = order.applyAsInt(middle);
      if (found == 0) {
        return middle;
      }
      if (found < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
