package org.boltj.gossip.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * Foresees which signatures of a batch the rules are going to ask for, and with whose key, so that
 * they can be checked together. Where it errs, time is lost and nothing else: the rules ask
 * themselves for what was not foreseen.
 */
final class BatchForesight {
  private final ChannelRules channelRules;
  private final UpdateRules updateRules;
  private final NodeRules nodeRules;
  private final GraphLimits limits;
  private final long nowSeconds;
  private final Map<ShortChannelId, ChannelAnnouncement> announced = new HashMap<>();
  private final Set<PublicKey> announcedNodes = new HashSet<>();
  private final Map<PublicKey, Seen> nodes = new HashMap<>();
  private final Map<ShortChannelId, Seen[]> updates = new HashMap<>();

  /** What the batch held so far for one direction of a channel, or for one node. */
  private record Seen(long timestamp, int count) {
    static final Seen NOTHING = new Seen(-1, 0);
  }

  BatchForesight(
      ChannelRules channelRules,
      UpdateRules updateRules,
      NodeRules nodeRules,
      GraphLimits limits,
      long nowSeconds) {
    this.channelRules = channelRules;
    this.updateRules = updateRules;
    this.nodeRules = nodeRules;
    this.limits = limits;
    this.nowSeconds = nowSeconds;
  }

  /** The node whose signature the rules will want to see, if they come to that. */
  Optional<PublicKey> signer(GossipMessage message) {
    return Optional.ofNullable(
        switch (message) {
          case ChannelAnnouncement announcement -> signer(announcement);
          case ChannelUpdate update -> signer(update);
          case NodeAnnouncement announcement -> signer(announcement);
        });
  }

  private @Nullable PublicKey signer(ChannelAnnouncement announcement) {
    if (channelRules.refuseCheaply(announcement, nowSeconds).isPresent()) {
      return null;
    }
    ChannelAnnouncement before = announced.putIfAbsent(announcement.shortChannelId(), announcement);
    if (before != null && before.hasKeysOf(announcement)) {
      return null;
    }
    announcedNodes.add(announcement.nodeId1());
    announcedNodes.add(announcement.nodeId2());
    return announcement.nodeId1();
  }

  private @Nullable PublicKey signer(ChannelUpdate update) {
    if (updateRules.refuseCheaply(update, nowSeconds).isPresent()) {
      return null;
    }
    ChannelAnnouncement announcement = announced.get(update.shortChannelId());
    PublicKey signer =
        announcement == null
            ? updateRules.signerOf(update, nowSeconds).orElse(null)
            : update.direction() == 0 ? announcement.nodeId1() : announcement.nodeId2();
    return signer != null && isNext(update) ? signer : null;
  }

  /** Whether the update is newer than those before it in the batch, and not one too many. */
  private boolean isNext(ChannelUpdate update) {
    Seen[] both =
        updates.computeIfAbsent(
            update.shortChannelId(), none -> new Seen[] {Seen.NOTHING, Seen.NOTHING});
    Seen seen = both[update.direction()];
    if (update.timestamp() <= seen.timestamp || seen.count >= limits.updatesPerDay()) {
      return false;
    }
    both[update.direction()] = new Seen(update.timestamp(), seen.count + 1);
    return true;
  }

  private @Nullable PublicKey signer(NodeAnnouncement announcement) {
    PublicKey nodeId = announcement.nodeId();
    if (!announcedNodes.contains(nodeId) && !nodeRules.isWanted(announcement, nowSeconds)) {
      return null;
    }
    Seen seen = nodes.getOrDefault(nodeId, Seen.NOTHING);
    if (announcement.timestamp() <= seen.timestamp || seen.count >= limits.announcementsPerDay()) {
      return null;
    }
    nodes.put(nodeId, new Seen(announcement.timestamp(), seen.count + 1));
    return nodeId;
  }
}
