package org.boltj.gossip.graph;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The channels as parallel arrays, because there are many. What belongs to a direction stands at
 * {@code 2 * channel + direction}. Places of removed channels are used again.
 */
final class ChannelTable {
  static final long UNKNOWN_CAPACITY = -1;

  final NavigableMap<ShortChannelId, Integer> byId = new TreeMap<>();
  private int size;
  private int[] free = new int[16];
  private int freeSize;

  private long[] shortChannelIds = new long[16];
  private int[] endpoints = new int[32];
  private long[] capacitySat = new long[16];
  private int[] acceptedAt = new int[16];
  private int[] spentAtHeight = new int[16];
  private boolean[] routable = new boolean[16];
  private @Nullable Bytes[] announcements = new Bytes[16];
  private @Nullable Bytes[] updates = new Bytes[32];
  private ChannelUpdate.@Nullable Policy[] policies = new ChannelUpdate.Policy[32];
  private int[] timestamps = new int[32];
  private boolean[] disabled = new boolean[32];
  private int[] updateDays = new int[32];
  private short[] updatesOfDay = new short[32];

  int add(ShortChannelId id, int node1, int node2, long capacity, long nowSeconds, Bytes message) {
    int channel = freeSize > 0 ? free[--freeSize] : size++;
    if (channel >= shortChannelIds.length) {
      grow();
    }
    shortChannelIds[channel] = id.value();
    endpoints[2 * channel] = node1;
    endpoints[2 * channel + 1] = node2;
    capacitySat[channel] = capacity;
    acceptedAt[channel] = (int) nowSeconds;
    spentAtHeight[channel] = 0;
    announcements[channel] = message;
    byId.put(id, channel);
    return channel;
  }

  void remove(int channel) {
    byId.remove(shortChannelId(channel));
    announcements[channel] = null;
    for (int place = 2 * channel; place < 2 * channel + 2; place++) {
      updates[place] = null;
      policies[place] = null;
      timestamps[place] = 0;
      disabled[place] = false;
      updateDays[place] = 0;
      updatesOfDay[place] = 0;
    }
    if (freeSize == free.length) {
      free = Arrays.copyOf(free, 2 * freeSize);
    }
    free[freeSize++] = channel;
  }

  /** Replaces the update of that direction; {@code message} is its encoding. */
  void update(int channel, ChannelUpdate update, Bytes message) {
    int place = 2 * channel + update.direction();
    updates[place] = message;
    policies[place] = update.policy();
    timestamps[place] = (int) update.timestamp();
    disabled[place] = update.isDisabled();
  }

  /** How many updates of that direction were taken on that day. */
  int updatesOf(int channel, int direction, int day) {
    int place = 2 * channel + direction;
    return updateDays[place] == day ? updatesOfDay[place] : 0;
  }

  void countUpdate(int channel, int direction, int day) {
    int place = 2 * channel + direction;
    updatesOfDay[place] = (short) (updatesOf(channel, direction, day) + 1);
    updateDays[place] = day;
  }

  /** All numbers are below this. */
  int bound() {
    return size;
  }

  ShortChannelId shortChannelId(int channel) {
    return new ShortChannelId(shortChannelIds[channel]);
  }

  int endpoint(int channel, int end) {
    return endpoints[2 * channel + end];
  }

  /** In satoshis, or {@link #UNKNOWN_CAPACITY}. */
  long capacitySat(int channel) {
    return capacitySat[channel];
  }

  long acceptedAt(int channel) {
    return Integer.toUnsignedLong(acceptedAt[channel]);
  }

  /** The height of the block that spent the funding output, or 0. */
  int spentAtHeight(int channel) {
    return spentAtHeight[channel];
  }

  void spent(int channel, int height) {
    spentAtHeight[channel] = height;
  }

  boolean isRoutable(int channel) {
    return routable[channel];
  }

  void routable(int channel, boolean value) {
    routable[channel] = value;
  }

  Bytes announcement(int channel) {
    return Objects.requireNonNull(announcements[channel]);
  }

  @Nullable Bytes update(int channel, int direction) {
    return updates[2 * channel + direction];
  }

  ChannelUpdate.@Nullable Policy policy(int channel, int direction) {
    return policies[2 * channel + direction];
  }

  /** Seconds, or 0 when there is no update. */
  long timestamp(int channel, int direction) {
    return Integer.toUnsignedLong(timestamps[2 * channel + direction]);
  }

  boolean isDisabled(int channel, int direction) {
    return disabled[2 * channel + direction];
  }

  private void grow() {
    int length = 2 * shortChannelIds.length;
    shortChannelIds = Arrays.copyOf(shortChannelIds, length);
    endpoints = Arrays.copyOf(endpoints, 2 * length);
    capacitySat = Arrays.copyOf(capacitySat, length);
    acceptedAt = Arrays.copyOf(acceptedAt, length);
    spentAtHeight = Arrays.copyOf(spentAtHeight, length);
    routable = Arrays.copyOf(routable, length);
    announcements = Arrays.copyOf(announcements, length);
    updates = Arrays.copyOf(updates, 2 * length);
    policies = Arrays.copyOf(policies, 2 * length);
    timestamps = Arrays.copyOf(timestamps, 2 * length);
    disabled = Arrays.copyOf(disabled, 2 * length);
    updateDays = Arrays.copyOf(updateDays, 2 * length);
    updatesOfDay = Arrays.copyOf(updatesOfDay, 2 * length);
  }
}
