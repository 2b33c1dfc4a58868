package org.boltj.gossip.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.boltj.base.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of channels and nodes beside the graph, at the same numbers: their messages as they
 * came, to be passed on, and what the rules must remember. Read and written by one thread.
 */
final class GossipRecords {
  private @Nullable Bytes[] announcements = new Bytes[16];
  private int[] acceptedAt = new int[16];
  private int[] spentAtHeight = new int[16];

  private @Nullable Bytes[] updates = new Bytes[32];
  private int[] updateDays = new int[32];
  private short[] updatesOfDay = new short[32];

  private @Nullable Bytes[] nodeAnnouncements = new Bytes[16];
  private int[] nodeTimestamps = new int[16];
  private final BitSet notForwarded = new BitSet();

  // ---- channels ----

  void addChannel(int channel, Bytes announcement, long nowSeconds) {
    if (channel >= announcements.length) {
      growChannels(channel + channel / 2);
    }
    announcements[channel] = announcement;
    acceptedAt[channel] = (int) nowSeconds;
    spentAtHeight[channel] = 0;
  }

  private void growChannels(int length) {
    announcements = Arrays.copyOf(announcements, length);
    acceptedAt = Arrays.copyOf(acceptedAt, length);
    spentAtHeight = Arrays.copyOf(spentAtHeight, length);
    updates = Arrays.copyOf(updates, 2 * length);
    updateDays = Arrays.copyOf(updateDays, 2 * length);
    updatesOfDay = Arrays.copyOf(updatesOfDay, 2 * length);
  }

  void removeChannel(int channel) {
    announcements[channel] = null;
    for (int edge = 2 * channel; edge < 2 * channel + 2; edge++) {
      updates[edge] = null;
      updateDays[edge] = 0;
      updatesOfDay[edge] = 0;
    }
  }

  Bytes announcement(int channel) {
    return Objects.requireNonNull(announcements[channel]);
  }

  /** When the channel came into the graph (seconds). */
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

  // ---- edges ----

  void setUpdate(int edge, Bytes update) {
    updates[edge] = update;
  }

  @Nullable Bytes update(int edge) {
    return updates[edge];
  }

  /** How many updates of that edge were taken on that day. */
  int updatesOf(int edge, int day) {
    return updateDays[edge] == day ? updatesOfDay[edge] : 0;
  }

  void countUpdate(int edge, int day) {
    updatesOfDay[edge] = (short) (updatesOf(edge, day) + 1);
    updateDays[edge] = day;
  }

  // ---- nodes ----

  void setNode(int node, Bytes announcement, long timestamp, boolean forwarded) {
    if (node >= nodeAnnouncements.length) {
      int length = node + node / 2;
      nodeAnnouncements = Arrays.copyOf(nodeAnnouncements, length);
      nodeTimestamps = Arrays.copyOf(nodeTimestamps, length);
    }
    nodeAnnouncements[node] = announcement;
    nodeTimestamps[node] = (int) timestamp;
    notForwarded.set(node, !forwarded);
  }

  /** Whether the latest node_announcement may be passed on. */
  boolean isForwarded(int node) {
    return !notForwarded.get(node);
  }

  void removeNode(int node) {
    if (node < nodeAnnouncements.length) {
      nodeAnnouncements[node] = null;
      nodeTimestamps[node] = 0;
    }
  }

  @Nullable Bytes nodeAnnouncement(int node) {
    return node < nodeAnnouncements.length ? nodeAnnouncements[node] : null;
  }

  /** Of the latest node_announcement, or 0 (seconds). */
  long nodeTimestamp(int node) {
    return node < nodeTimestamps.length ? Integer.toUnsignedLong(nodeTimestamps[node]) : 0;
  }
}
