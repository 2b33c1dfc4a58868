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
import org.boltj.gossip.message.GossipMessage;
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
  private final Map<PublicKey, NodeAnnouncement> nodes = new HashMap<>();

  private static final class Pending {
    final ChannelAnnouncement announcement;
    final @Nullable ChannelUpdate[] updates = new ChannelUpdate[2];

    Pending(ChannelAnnouncement announcement) {
      this.announcement = announcement;
    }
  }

  int size() {
    return channels.size();
  }

  @Nullable ChannelAnnouncement get(ShortChannelId id) {
    Pending pending = channels.get(id);
    return pending == null ? null : pending.announcement;
  }

  void add(ChannelAnnouncement announcement) {
    channels.put(announcement.shortChannelId(), new Pending(announcement));
    waitingPerNode.merge(announcement.nodeId1(), 1, Integer::sum);
    waitingPerNode.merge(announcement.nodeId2(), 1, Integer::sum);
  }

  /** Keeps an update whose signature was checked, when it is the newest. */
  boolean hold(ChannelUpdate update) {
    Pending pending = channels.get(update.shortChannelId());
    if (pending == null) {
      return false;
    }
    ChannelUpdate held = pending.updates[update.direction()];
    if (held != null && held.timestamp() >= update.timestamp()) {
      return false;
    }
    pending.updates[update.direction()] = update;
    return true;
  }

  /** Whether the update would replace what is held, so that its signature is worth checking. */
  boolean isNewer(ChannelUpdate update) {
    Pending pending = channels.get(update.shortChannelId());
    if (pending == null) {
      return false;
    }
    ChannelUpdate held = pending.updates[update.direction()];
    return held == null || held.timestamp() < update.timestamp();
  }

  boolean isWaiting(PublicKey node) {
    return waitingPerNode.containsKey(node);
  }

  boolean isNewer(NodeAnnouncement announcement) {
    NodeAnnouncement held = nodes.get(announcement.nodeId());
    return held == null || held.timestamp() < announcement.timestamp();
  }

  void hold(NodeAnnouncement announcement) {
    nodes.put(announcement.nodeId(), announcement);
  }

  /**
   * Takes the channel out, with all that waited for it, in the order in which it must be handled.
   */
  List<GossipMessage> take(ShortChannelId id) {
    Pending pending = channels.remove(id);
    if (pending == null) {
      return List.of();
    }
    List<GossipMessage> messages = new ArrayList<>();
    messages.add(pending.announcement);
    for (ChannelUpdate update : pending.updates) {
      if (update != null) {
        messages.add(update);
      }
    }
    addNode(messages, pending.announcement.nodeId1());
    addNode(messages, pending.announcement.nodeId2());
    return messages;
  }

  private void addNode(List<GossipMessage> messages, PublicKey node) {
    NodeAnnouncement held = nodes.get(node);
    if (held != null) {
      messages.add(held);
    }
    if (waitingPerNode.merge(node, -1, Integer::sum) == 0) {
      waitingPerNode.remove(node);
      nodes.remove(node);
    }
  }
}
