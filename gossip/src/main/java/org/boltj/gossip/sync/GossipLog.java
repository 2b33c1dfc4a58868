package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * What the graph accepted, in that order, for all peers to read at their own pace. It names a
 * bounded number of messages, whose bytes are in the graph: a peer that reads too slowly misses the
 * oldest ones and can ask for them by queries.
 *
 * <p>How far a peer may read moves on by {@link SyncEvent.Flush}, which BOLT 7 wants once a minute.
 * Not safe for several threads.
 */
public final class GossipLog {
  private final @Nullable LogEntry[] ring;
  private final Map<ShortChannelId, Announced> withoutUpdate;
  private long nextSequence;

  /** Announcements of nodes whose channel still waits, so that they do not overtake it. */
  private final Map<PublicKey, Waiting> waitingNodes = new LinkedHashMap<>();

  /** A channel_announcement without an update. */
  private record Announced(
      PublicKey nodeId1, PublicKey nodeId2, Optional<PublicKey> receivedFrom) {}

  /** A node_announcement. */
  private record Waiting(long timestamp, Optional<PublicKey> receivedFrom) {}

  /** Holds at most that many messages. */
  public GossipLog(int capacity) {
    this.ring = new LogEntry[capacity];
    this.withoutUpdate =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ShortChannelId, Announced> eldest) {
            return size() > capacity;
          }
        };
  }

  public GossipLog() {
    this(20_000);
  }

  /**
   * Appends a message that the graph accepted. A channel_announcement waits for the first update of
   * its channel, because it must not be sent without one, and a node_announcement for the
   * channel_announcement, which must come first.
   *
   * @param receivedFrom empty when it is our own
   */
  public void append(GossipMessage message, Optional<PublicKey> receivedFrom) {
    switch (message) {
      case ChannelAnnouncement announcement ->
          withoutUpdate.put(
              announcement.shortChannelId(),
              new Announced(announcement.nodeId1(), announcement.nodeId2(), receivedFrom));
      case ChannelUpdate update -> append(update, receivedFrom);
      case NodeAnnouncement announcement -> append(announcement, receivedFrom);
    }
  }

  private void append(ChannelUpdate update, Optional<PublicKey> receivedFrom) {
    ShortChannelId id = update.shortChannelId();
    Announced waited = withoutUpdate.remove(id);
    if (waited != null) {
      add(new LogEntry.OfChannel(id), update.timestamp(), waited.receivedFrom());
    }
    add(
        new LogEntry.OfDirection(id, update.direction(), update.isDisabled()),
        update.timestamp(),
        receivedFrom);
    if (waited != null) {
      release(waited.nodeId1());
      release(waited.nodeId2());
    }
  }

  private void append(NodeAnnouncement announcement, Optional<PublicKey> receivedFrom) {
    if (announcement.mustNotForward()) {
      return;
    }
    Waiting waiting = new Waiting(announcement.timestamp(), receivedFrom);
    if (withoutUpdate.isEmpty()) {
      add(announcement.nodeId(), waiting);
      return;
    }
    if (waitingNodes.size() >= ring.length) {
      release(waitingNodes.keySet().iterator().next());
    }
    waitingNodes.put(announcement.nodeId(), waiting);
  }

  private void release(PublicKey node) {
    Waiting waiting = waitingNodes.remove(node);
    if (waiting != null) {
      add(node, waiting);
    }
  }

  /**
   * Lets the announcements of nodes through that still wait: their channels are known already, or
   * are not told for lack of updates. Called from time to time, before peers read.
   */
  public void releaseNodes() {
    List.copyOf(waitingNodes.keySet()).forEach(this::release);
  }

  private void add(PublicKey node, Waiting waited) {
    add(new LogEntry.OfNode(node), waited.timestamp(), waited.receivedFrom());
  }

  private void add(LogEntry.Told told, long timestamp, Optional<PublicKey> receivedFrom) {
    LogEntry entry = new LogEntry(nextSequence, told, timestamp, receivedFrom);
    ring[(int) (nextSequence % ring.length)] = entry;
    nextSequence++;
  }

  /** The sequence that the next message will have: where a new peer begins to read. */
  public long end() {
    return nextSequence;
  }

  /** Entries of a range of sequences, at most that many; older ones that are gone are left out. */
  List<LogEntry> read(long from, long end, int limit) {
    List<LogEntry> read = new ArrayList<>();
    long sequence = Math.max(from, nextSequence - ring.length);
    while (sequence < end && read.size() < limit) {
      read.add(Objects.requireNonNull(ring[(int) (sequence % ring.length)]));
      sequence++;
    }
    return read;
  }
}
