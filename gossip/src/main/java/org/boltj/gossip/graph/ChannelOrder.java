package org.boltj.gossip.graph;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The ids of channels in their order, for queries by block. What is added is sorted in when the
 * order is next asked for; what was removed is left out then.
 */
final class ChannelOrder {
  private final LongPredicate exists;
  private long[] sorted = new long[0];
  private long[] added = new long[16];
  private int addedSize;
  private boolean removed;

  /** An order of those ids of which that function says that they are still there. */
  ChannelOrder(LongPredicate exists) {
    this.exists = exists;
  }

  void add(long id) {
    if (addedSize == added.length) {
      added = Arrays.copyOf(added, addedSize + Math.max(16, addedSize / 2));
    }
    added[addedSize++] = id;
  }

  void remove() {
    removed = true;
  }

  /** From the first id that is not less than that, compared as unsigned numbers. */
  LongStream from(long first) {
    long[] ids = sorted();
    int at = Arrays.binarySearch(ids, first ^ Long.MIN_VALUE);
    return Arrays.stream(ids, at < 0 ? -at - 1 : at, ids.length).map(id -> id ^ Long.MIN_VALUE);
  }

  /** The highest bit is turned, so that signed order is the order of unsigned numbers. */
  private long[] sorted() {
    if (removed) {
      sorted = Arrays.stream(sorted).filter(id -> exists.test(id ^ Long.MIN_VALUE)).toArray();
    }
    if (addedSize > 0) {
      long[] fresh =
          Arrays.stream(added, 0, addedSize)
              .filter(exists)
              .map(id -> id ^ Long.MIN_VALUE)
              .sorted()
              .toArray();
      sorted = merge(sorted, fresh);
      added = new long[16];
      addedSize = 0;
    }
    removed = false;
    return sorted;
  }

  /** Both in one, each id once. */
  private static long[] merge(long[] known, long[] fresh) {
    long[] all = new long[known.length + fresh.length];
    int size = 0;
    int from = 0;
    for (long id : fresh) {
      while (from < known.length && known[from] < id) {
        all[size++] = known[from++];
      }
      boolean twice =
          (from < known.length && known[from] == id) || (size > 0 && all[size - 1] == id);
      if (!twice) {
        all[size++] = id;
      }
    }
    System.arraycopy(known, from, all, size, known.length - from);
    return Arrays.copyOf(all, size + known.length - from);
  }
}
