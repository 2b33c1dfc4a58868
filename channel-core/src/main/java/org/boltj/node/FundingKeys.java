package org.boltj.node;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;

/**
 * Finds announced channels by their two funding keys, 32 bytes or fewer of memory for each. What it
 * finds may be wrong, because it remembers a hash of the keys alone: who asks must compare.
 */
final class FundingKeys {
  private static final long EMPTY = -1;

  private long[] hashes = new long[1 << 10];
  private long[] ids = new long[1 << 10];
  private int size;

  FundingKeys() {
    clear();
  }

  void clear() {
    Arrays.fill(ids, EMPTY);
    size = 0;
  }

  int size() {
    return size;
  }

  /** The keys in either order. */
  void add(Bytes key, Bytes other, ShortChannelId id) {
    if (2 * (size + 1) > ids.length) {
      grow();
    }
    put(hash(key, other), id.value());
  }

  private void put(long hash, long id) {
    int place = (int) (hash >>> 32) & (ids.length - 1);
    while (ids[place] != EMPTY) {
      if (hashes[place] == hash && ids[place] == id) {
        return;
      }
      place = (place + 1) & (ids.length - 1);
    }
    hashes[place] = hash;
    ids[place] = id;
    size++;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldIds = ids;
    hashes = new long[2 * oldIds.length];
    ids = new long[2 * oldIds.length];
    clear();
    for (int place = 0; place < oldIds.length; place++) {
      if (oldIds[place] != EMPTY) {
        put(oldHashes[place], oldIds[place]);
      }
    }
  }

  /** Gives the numbers of the channels that may have these keys. */
  void find(Bytes key, Bytes other, LongConsumer found) {
    long hash = hash(key, other);
    int place = (int) (hash >>> 32) & (ids.length - 1);
    while (ids[place] != EMPTY) {
      if (hashes[place] == hash) {
        found.accept(ids[place]);
      }
      place = (place + 1) & (ids.length - 1);
    }
  }

  /** Mixes bytes of both keys, which are random already; the order of the keys does not matter. */
  private static long hash(Bytes key, Bytes other) {
    return word(key) + word(other);
  }

  private static long word(Bytes key) {
    long word = 0;
    for (int i = 1; i <= 8; i++) {
      word = word << 8 | key.unsigned(i);
    }
    return word * 0x9e3779b97f4a7c15L;
  }
}
