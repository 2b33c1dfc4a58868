package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * Announcements that wait for an answer about their funding output, with the latest updates and
 * node announcements that depend on them. A peer sends these right after the announcement and not
 * again.
 */
final class PendingChannels {
  private final Map<ShortChannelId, Pending> channels = new LinkedHashMap<>();
  private final Map<PublicKey, Integer> waitingPerNode = new HashMap<>();
  private final Map<PublicKey, Held> nodes = new HashMap<>();

  /** A message that waits, and its timestamp. */
  private record Held(Candidate candidate, long timestamp) {}

  private static final class Pending {
    final ChannelAnnouncement announcement;
    final Candidate candidate;
    final @Nullable Held[] updates = new Held[2];

    Pending(ChannelAnnouncement announcement, Candidate candidate) {
      this.announcement = announcement;
      this.candidate = candidate;
    }
  }

  int size() {
    return channels.size();
  }

  @Nullable ChannelAnnouncement get(ShortChannelId id) {
    Pending pending = channels.get(id);
    return pending == null ? null : pending.announcement;
  }

  void add(ChannelAnnouncement announcement, Candidate candidate) {
    channels.put(announcement.shortChannelId(), new Pending(announcement, candidate));
    waitingPerNode.merge(announcement.nodeId1(), 1, Integer::sum);
    waitingPerNode.merge(announcement.nodeId2(), 1, Integer::sum);
  }

  /** Keeps an update that {@link #isNewer}, whose signature was checked. */
  void hold(ChannelUpdate update, Candidate candidate) {
    Pending pending = channels.get(update.shortChannelId());
    if (pending != null) {
      pending.updates[update.direction()] = new Held(candidate, update.timestamp());
    }
  }

  /** Whether the update would replace what is held, so that its signature is worth checking. */
  boolean isNewer(ChannelUpdate update) {
    Pending pending = channels.get(update.shortChannelId());
    if (pending == null) {
      return false;
    }
    Held held = pending.updates[update.direction()];
    return held == null || held.timestamp() < update.timestamp();
  }

  boolean isWaiting(PublicKey node) {
    return waitingPerNode.containsKey(node);
  }

  boolean isNewer(NodeAnnouncement announcement) {
    Held held = nodes.get(announcement.nodeId());
    return held == null || held.timestamp() < announcement.timestamp();
  }

  void hold(NodeAnnouncement announcement, Candidate candidate) {
    nodes.put(announcement.nodeId(), new Held(candidate, announcement.timestamp()));
  }

  /**
   * Takes the channel out, with all that waited for it, in the order in which it must be handled.
   */
  List<Candidate> take(ShortChannelId id) {
    Pending pending = channels.remove(id);
    if (pending == null) {
      return List.of();
    }
    List<Candidate> messages = new ArrayList<>();
    messages.add(pending.candidate);
    for (Held update : pending.updates) {
      if (update != null) {
        messages.add(update.candidate());
      }
    }
    addNode(messages, pending.announcement.nodeId1());
    addNode(messages, pending.announcement.nodeId2());
    return messages;
  }

  private void addNode(List<Candidate> messages, PublicKey node) {
    Held held = nodes.get(node);
    if (held != null) {
      messages.add(held.candidate());
    }
    if (waitingPerNode.merge(node, -1, Integer::sum) == 0) {
      waitingPerNode.remove(node);
      nodes.remove(node);
    }
  }
}
