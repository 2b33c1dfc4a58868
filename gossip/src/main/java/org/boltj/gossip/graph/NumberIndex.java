package org.boltj.gossip.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * Finds the number of a row by the hash of its key: one array of numbers, searched from the hash's
 * place on (open addressing). The keys stand in the table itself. One thread changes it, others may
 * search meanwhile.
 */
final class NumberIndex {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int EMPTY = 0;
  private static final int REMOVED = -1;

  private final IntToLongFunction hashOf;

  /** Numbers plus one; at most half of the places are taken. */
  private volatile int[] slots = new int[32];

  private int size;
  private int taken;

  /** An index of rows whose hash that function tells. */
  NumberIndex(IntToLongFunction hashOf) {
    this.hashOf = hashOf;
  }

  /** How many rows there are. */
  int size() {
    return size;
  }

  /** The number of the row with that hash and key, or -1. */
  int find(long hash, IntPredicate hasKey) {
    int[] table = slots;
    int mask = table.length - 1;
    for (int at = place(hash, mask); ; at = (at + 1) & mask) {
      int slot = (int) SLOT.getAcquire(table, at);
      if (slot == EMPTY) {
        return -1;
      }
      if (slot != REMOVED && hasKey.test(slot - 1)) {
        return slot - 1;
      }
    }
  }

  /** Takes in a row, written already, whose key is not here. */
  void add(int number) {
    if (2 * (taken + 1) > slots.length) {
      rebuild();
    }
    put(slots, number);
    size++;
    taken++;
  }

  /** Takes out a row whose key still stands in the table. */
  void remove(int number) {
    int[] table = slots;
    int mask = table.length - 1;
    int at = place(hashOf.applyAsLong(number), mask);
    while (table[at] != number + 1) {
      at = (at + 1) & mask;
    }
    SLOT.setRelease(table, at, REMOVED);
    size--;
  }

  private void rebuild() {
    int length = 32;
    while (length < 4 * (size + 1)) {
      length *= 2;
    }
    int[] next = new int[length];
    for (int slot : slots) {
      if (slot > 0) {
        put(next, slot - 1);
      }
    }
    slots = next;
    taken = size;
  }

  private void put(int[] table, int number) {
    int mask = table.length - 1;
    int at = place(hashOf.applyAsLong(number), mask);
    while (table[at] != EMPTY) {
      at = (at + 1) & mask;
    }
    SLOT.setRelease(table, at, number + 1);
  }

  private static int place(long hash, int mask) {
    return (int) (hash >>> 32) & mask;
  }

  /** Spreads the bits of a key over all bits of its hash. */
  static long mix(long key) {
    long hash = (key ^ (key >>> 32)) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 29)) * 0xbf58476d1ce4e5b9L;
    return hash ^ (hash >>> 32);
  }
}
