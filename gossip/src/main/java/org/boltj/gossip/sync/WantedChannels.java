package org.boltj.gossip.sync;

import java.util.Arrays;
import org.boltj.base.ShortChannelId;

/**
 * Channels to ask a peer about, and what is wanted of each (query_flags of BOLT 7): a list that
 * only grows, nine bytes for each channel. A longer list shares the arrays of the shorter one that
 * it was made of.
 */
final class WantedChannels {
  static final WantedChannels NONE = new WantedChannels(new Storage(16), 0);

  private final Storage storage;
  private final int size;

  private static final class Storage {
    private long[] ids;
    private byte[] flags;
    private int used;

    Storage(int capacity) {
      this.ids = new long[capacity];
      this.flags = new byte[capacity];
    }

    Storage copy(int size, int capacity) {
      Storage copy = new Storage(Math.max(capacity, 16));
      System.arraycopy(ids, 0, copy.ids, 0, size);
      System.arraycopy(flags, 0, copy.flags, 0, size);
      copy.used = size;
      return copy;
    }
  }

  private WantedChannels(Storage storage, int size) {
    this.storage = storage;
    this.size = size;
  }

  int size() {
    return size;
  }

  ShortChannelId id(int place) {
    return new ShortChannelId(storage.ids[place]);
  }

  long flags(int place) {
    return storage.flags[place];
  }

  /** The list with one channel more; {@code wanted} is below 32. */
  WantedChannels plus(ShortChannelId id, long wanted) {
    // Only the longest list of the storage may grow in it: what a shorter one holds stays.
    boolean shares = storage.used == size && size > 0;
    Storage to = shares ? storage : storage.copy(size, size + 16);
    if (to.used == to.ids.length) {
      to.ids = Arrays.copyOf(to.ids, 2 * to.used);
      to.flags = Arrays.copyOf(to.flags, 2 * to.used);
    }
    to.ids[to.used] = id.value();
    to.flags[to.used] = (byte) wanted;
    to.used++;
    return new WantedChannels(to, size + 1);
  }
}
