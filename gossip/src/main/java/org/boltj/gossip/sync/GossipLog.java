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
 * What the graph accepted, in that order, for all peers to read at their own pace. It holds a
 * bounded number of messages: a peer that reads too slowly misses the oldest ones and can ask for
 * them by queries.
 *
 * <p>Messages become readable by {@link #flush}, which BOLT 7 wants once a minute. Not safe for
 * several threads.
 */
public final class GossipLog {
  private final @Nullable LogEntry[] ring;
  private final Map<ShortChannelId, LogEntry> withoutUpdate;
  private long nextSequence;
  private long readable;

  /** Holds at most that many messages. */
  public GossipLog(int capacity) {
    this.ring = new LogEntry[capacity];
    this.withoutUpdate =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ShortChannelId, LogEntry> eldest) {
            return size() > capacity;
          }
        };
  }

  public GossipLog() {
    this(20_000);
  }

  /**
   * Appends a message that the graph accepted. A channel_announcement waits for the first update of
   * its channel, because it must not be sent without one.
   *
   * @param receivedFrom empty when it is our own
   */
  public void append(GossipMessage message, Optional<PublicKey> receivedFrom) {
    switch (message) {
      case ChannelAnnouncement announcement ->
          withoutUpdate.put(
              announcement.shortChannelId(), new LogEntry(0, announcement, 0, receivedFrom));
      case ChannelUpdate update -> {
        LogEntry announcement = withoutUpdate.remove(update.shortChannelId());
        if (announcement != null) {
          add(announcement.message(), update.timestamp(), announcement.receivedFrom());
        }
        add(update, update.timestamp(), receivedFrom);
      }
      case NodeAnnouncement announcement -> {
        if (!announcement.mustNotForward()) {
          add(announcement, announcement.timestamp(), receivedFrom);
        }
      }
    }
  }

  private void add(GossipMessage message, long timestamp, Optional<PublicKey> receivedFrom) {
    LogEntry entry = new LogEntry(nextSequence, message, timestamp, receivedFrom);
    ring[(int) (nextSequence % ring.length)] = entry;
    nextSequence++;
  }

  /** Makes everything appended so far readable. */
  public void flush() {
    readable = nextSequence;
  }

  /** The sequence that the next message will have: where a new peer begins to read. */
  public long end() {
    return nextSequence;
  }

  /** Whether there are readable entries from that sequence on. */
  boolean hasFrom(long sequence) {
    return sequence < readable;
  }

  /**
   * Readable entries from that sequence on, at most that many; older ones that are gone are left
   * out.
   */
  public List<LogEntry> read(long from, int limit) {
    List<LogEntry> read = new ArrayList<>();
    long sequence = Math.max(from, nextSequence - ring.length);
    while (sequence < readable && read.size() < limit) {
      read.add(Objects.requireNonNull(ring[(int) (sequence % ring.length)]));
      sequence++;
    }
    return read;
  }
}
