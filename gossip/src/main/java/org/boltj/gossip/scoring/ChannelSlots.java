package org.boltj.gossip.scoring;

import java.util.Arrays;

/**
 * Gives channels small numbers, from 0 on, of which there are so many at most: a new channel beyond
 * that takes the number of the one heard of least recently. Open addressing over arrays; reading
 * changes nothing.
 */
final class ChannelSlots {
  static final int NONE = -1;

  private final int most;
  private int size;
  private int[] table = new int[16];
  private long[] ids = new long[8];
  private int[] newer = new int[8];
  private int[] older = new int[8];
  private int newest = NONE;
  private int oldest = NONE;

  ChannelSlots(int most) {
    this.most = most;
    Arrays.fill(table, NONE);
  }

  /** All numbers are below this. */
  int size() {
    return size;
  }

  /** The channel that has the number. */
  long id(int slot) {
    return ids[slot];
  }

  /** The channel heard of least recently. */
  int oldest() {
    return oldest;
  }

  /** The channel heard of next after that one, or -1. */
  int newerThan(int slot) {
    return newer[slot];
  }

  boolean isFull() {
    return size == most;
  }

  /**
   * The same as {@link #find(long)}, sooner when the guess is right.
   *
   * @param guess any number from 0 on
   */
  int find(long id, int guess) {
    return guess < size && ids[guess] == id ? guess : find(id);
  }

  /** The number of a channel, or -1 when it has none. */
  int find(long id) {
    for (int at = place(id); ; at = at + 1 & table.length - 1) {
      int slot = table[at];
      if (slot == NONE || ids[slot] == id) {
        return slot;
      }
    }
  }

  /** The channel was heard of now; it must have the number. */
  void heardOf(int slot) {
    if (slot != newest) {
      unlink(slot);
      linkNewest(slot);
    }
  }

  /** A number for a channel that has none; see {@link #isFull}. It is the newest then. */
  int add(long id) {
    int slot;
    if (size < most) {
      slot = size++;
      grow();
    } else {
      slot = oldest;
      unlink(slot);
      remove(ids[slot]);
    }
    ids[slot] = id;
    insert(slot);
    linkNewest(slot);
    return slot;
  }

  void clear() {
    size = 0;
    newest = NONE;
    oldest = NONE;
    Arrays.fill(table, NONE);
  }

  private int place(long id) {
    long mixed = id * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32 ^ mixed >>> 48) & table.length - 1;
  }

  private void insert(int slot) {
    int at = place(ids[slot]);
    while (table[at] != NONE) {
      at = at + 1 & table.length - 1;
    }
    table[at] = slot;
  }

  /** Closes the gap, so that no search ends too early. */
  private void remove(long id) {
    int gap = place(id);
    while (ids[table[gap]] != id) {
      gap = gap + 1 & table.length - 1;
    }
    int mask = table.length - 1;
    for (int at = gap + 1 & mask; table[at] != NONE; at = at + 1 & mask) {
      int home = place(ids[table[at]]);
      if ((at - home & mask) >= (at - gap & mask)) {
        table[gap] = table[at];
        gap = at;
      }
    }
    table[gap] = NONE;
  }

  private void grow() {
    if (size > ids.length) {
      int length = Math.min(most, ids.length * 2);
      ids = Arrays.copyOf(ids, length);
      newer = Arrays.copyOf(newer, length);
      older = Arrays.copyOf(older, length);
    }
    if (size * 2 > table.length) {
      table = new int[table.length * 2];
      Arrays.fill(table, NONE);
      for (int slot = 0; slot < size - 1; slot++) {
        insert(slot);
      }
    }
  }

  private void linkNewest(int slot) {
    older[slot] = newest;
    newer[slot] = NONE;
    if (newest == NONE) {
      oldest = slot;
    } else {
      newer[newest] = slot;
    }
    newest = slot;
  }

  private void unlink(int slot) {
    if (older[slot] == NONE) {
      oldest = newer[slot];
    } else {
      newer[older[slot]] = newer[slot];
    }
    if (newer[slot] == NONE) {
      newest = older[slot];
    } else {
      older[newer[slot]] = older[slot];
    }
  }
}
