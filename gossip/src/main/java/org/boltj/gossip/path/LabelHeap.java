package org.boltj.gossip.path;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in the order of their keys, least first: a heap with four children a node, in two arrays.
 * Equal keys are ordered as their labels are.
 */
final class LabelHeap {
  private static final int FIRST_SIZE = 1024;

  private final @Nullable Labels labels;
  private long[] keys = new long[FIRST_SIZE];
  private int[] items = new int[FIRST_SIZE];
  private int size;

  /** A heap of labels, or of anything when {@code labels} is null. */
  LabelHeap(@Nullable Labels labels) {
    this.labels = labels;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  long topKey() {
    return keys[0];
  }

  int top() {
    return items[0];
  }

  /** The item at a place, in no order of use; places are below {@link #size}. */
  int itemAt(int place) {
    return items[place];
  }

  void push(long key, int item) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      items = Arrays.copyOf(items, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 2;
      if (!less(key, item, parent)) {
        break;
      }
      keys[at] = keys[parent];
      items[at] = items[parent];
      at = parent;
    }
    keys[at] = key;
    items[at] = item;
  }

  int pop() {
    int top = items[0];
    size--;
    if (size > 0) {
      sink(0, keys[size], items[size]);
    }
    return top;
  }

  private void sink(int start, long key, int item) {
    int at = start;
    while (true) {
      int child = 4 * at + 1;
      if (child >= size) {
        break;
      }
      int least = child;
      int end = Math.min(child + 4, size);
      for (int other = child + 1; other < end; other++) {
        if (less(keys[other], items[other], least)) {
          least = other;
        }
      }
      if (!less(keys[least], items[least], key, item)) {
        break;
      }
      keys[at] = keys[least];
      items[at] = items[least];
      at = least;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Gives an item another key; {@link #rebuild} must follow. */
  void rekey(int place, long key) {
    keys[place] = key;
  }

  void rebuild() {
    for (int at = (size - 2) >> 2; at >= 0 && size > 1; at--) {
      sink(at, keys[at], items[at]);
    }
  }

  private boolean less(long key, int item, int place) {
    return less(key, item, keys[place], items[place]);
  }

  private boolean less(long key, int item, long otherKey, int otherItem) {
    return key < otherKey
        || key == otherKey && labels != null && labels.compare(item, otherItem) < 0;
  }
}
