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
 *
 * <p>Anybody can announce any output with keys of his own, so that several announcements may wait
 * for the same answer, which tells the true one by its keys.
 */
final class PendingChannels {
  /**
   * Announcements of one output, by whoever came first; with four false ones the true one waits.
   */
  static final int MAX_RIVALS = 4;

  private final Map<ShortChannelId, List<Pending>> channels = new LinkedHashMap<>();
  private final Map<PublicKey, Integer> waitingPerNode = new HashMap<>();
  private final Map<PublicKey, Held> nodes = new HashMap<>();
  private int size;

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

    PublicKey node(int direction) {
      return direction == 0 ? announcement.nodeId1() : announcement.nodeId2();
    }

    /** Whether the update would replace what is held, so that its signature is worth checking. */
    boolean isOlderThan(ChannelUpdate update) {
      Held held = updates[update.direction()];
      return held == null || held.timestamp() < update.timestamp();
    }
  }

  /** How many announcements wait. */
  int size() {
    return size;
  }

  /** The announcements of that output, in the order in which they came. */
  List<ChannelAnnouncement> of(ShortChannelId id) {
    return rivals(id).stream().map(pending -> pending.announcement).toList();
  }

  private List<Pending> rivals(ShortChannelId id) {
    return channels.getOrDefault(id, List.of());
  }

  boolean contains(ShortChannelId id) {
    return channels.containsKey(id);
  }

  /** Whether one with the same keys waits already. */
  boolean contains(ChannelAnnouncement announcement) {
    for (Pending pending : rivals(announcement.shortChannelId())) {
      if (pending.announcement.hasKeysOf(announcement)) {
        return true;
      }
    }
    return false;
  }

  /** Whether no more announcements of that output are kept. */
  boolean isFull(ShortChannelId id) {
    return rivals(id).size() >= MAX_RIVALS;
  }

  void add(ChannelAnnouncement announcement, Candidate candidate) {
    channels
        .computeIfAbsent(announcement.shortChannelId(), id -> new ArrayList<>(1))
        .add(new Pending(announcement, candidate));
    size++;
    waitingPerNode.merge(announcement.nodeId1(), 1, Integer::sum);
    waitingPerNode.merge(announcement.nodeId2(), 1, Integer::sum);
  }

  /** The nodes that may have signed the update, of those announcements that it is news for. */
  List<PublicKey> signersOf(ChannelUpdate update) {
    return rivals(update.shortChannelId()).stream()
        .filter(pending -> pending.isOlderThan(update))
        .map(pending -> pending.node(update.direction()))
        .toList();
  }

  /** Keeps an update signed by that node, for the announcements that name the node. */
  void hold(ChannelUpdate update, PublicKey signer, Candidate candidate) {
    for (Pending pending : rivals(update.shortChannelId())) {
      if (pending.node(update.direction()).equals(signer) && pending.isOlderThan(update)) {
        pending.updates[update.direction()] = new Held(candidate, update.timestamp());
      }
    }
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
   * Takes all announcements of the output out, with all that waited for them, in the order in which
   * it must be handled.
   */
  List<Candidate> take(ShortChannelId id) {
    List<Candidate> messages = new ArrayList<>();
    List<Pending> taken = channels.remove(id);
    if (taken != null) {
      taken.forEach(pending -> take(pending, messages));
    }
    return messages;
  }

  /** Forgets one announcement and what waited for it alone. */
  void drop(ChannelAnnouncement announcement) {
    ShortChannelId id = announcement.shortChannelId();
    for (Pending pending : List.copyOf(rivals(id))) {
      if (pending.announcement.hasKeysOf(announcement)) {
        rivals(id).remove(pending);
        take(pending, new ArrayList<>());
      }
    }
    if (rivals(id).isEmpty()) {
      channels.remove(id);
    }
  }

  private void take(Pending pending, List<Candidate> messages) {
    size--;
    messages.add(pending.candidate);
    for (Held update : pending.updates) {
      if (update != null) {
        messages.add(update.candidate());
      }
    }
    addNode(messages, pending.announcement.nodeId1());
    addNode(messages, pending.announcement.nodeId2());
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
