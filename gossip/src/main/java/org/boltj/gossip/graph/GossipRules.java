package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;

/**
 * The rules of BOLT 7 for gossip messages that come in: cheap checks first, signatures next, the
 * chain last.
 */
final class GossipRules {
  private static final long DAY_SECONDS = 86_400;
  private static final Features KNOWN_NODE_FEATURES = Features.optional(Feature.values());

  private final BlockHash chainHash;
  private final FundingLookup fundingLookup;
  private final GraphLimits limits;
  private final ChannelTable channels;
  private final NodeTable nodes;
  private final PendingChannels pending = new PendingChannels();
  private final Set<PublicKey> banned = new LinkedHashSet<>();
  private final RefusedChannels refused;
  private final DailyCount announcements = new DailyCount();

  GossipRules(
      BlockHash chainHash,
      FundingLookup fundingLookup,
      GraphLimits limits,
      ChannelTable channels,
      NodeTable nodes) {
    this.chainHash = chainHash;
    this.fundingLookup = fundingLookup;
    this.limits = limits;
    this.channels = channels;
    this.nodes = nodes;
    this.refused = new RefusedChannels(limits.refusedChannels());
  }

  int pendingCount() {
    return pending.size();
  }

  boolean isPending(ShortChannelId id) {
    return pending.get(id) != null;
  }

  RefusedChannels refused() {
    return refused;
  }

  GossipResult accept(GossipMessage message, long nowSeconds) {
    return switch (message) {
      case ChannelAnnouncement announcement -> accept(announcement, nowSeconds);
      case ChannelUpdate update -> accept(update, nowSeconds);
      case NodeAnnouncement announcement -> accept(announcement, nowSeconds);
    };
  }

  private boolean isTooLong(Bytes variable, Bytes unknownFields) {
    return variable.size() + unknownFields.size() > limits.messageBytes();
  }

  private GossipResult accept(ChannelAnnouncement announcement, long nowSeconds) {
    Optional<GossipResult> refused = refuseCheaply(announcement, nowSeconds);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!announcement.signaturesValid()) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    FundingAnswer answer = fundingLookup.lookUp(announcement.shortChannelId());
    if (answer instanceof FundingAnswer.Later) {
      pending.add(announcement);
      return GossipResult.PENDING;
    }
    return insert(announcement, answer, nowSeconds);
  }

  /** All checks that need neither signatures nor the chain. */
  private Optional<GossipResult> refuseCheaply(ChannelAnnouncement announcement, long nowSeconds) {
    if (!announcement.chainHash().equals(chainHash)) {
      return Optional.of(GossipResult.rejected(Rejection.WRONG_CHAIN));
    }
    if (announcement.nodeId1().compareTo(announcement.nodeId2()) >= 0) {
      return Optional.of(GossipResult.rejected(Rejection.INVALID_NODE_IDS));
    }
    Integer known = channels.byId.get(announcement.shortChannelId());
    if (known != null && hasNodes(known, announcement)) {
      return Optional.of(GossipResult.DUPLICATE);
    }
    if (pending.get(announcement.shortChannelId()) != null) {
      return Optional.of(GossipResult.DUPLICATE);
    }
    if (refused.contains(announcement.shortChannelId(), nowSeconds)) {
      return Optional.of(GossipResult.rejected(Rejection.FUNDING_NOT_FOUND));
    }
    if (isTooLong(announcement.features(), announcement.unknownFields())) {
      return Optional.of(GossipResult.rejected(Rejection.TOO_LONG));
    }
    if (banned.contains(announcement.nodeId1()) || banned.contains(announcement.nodeId2())) {
      return Optional.of(GossipResult.rejected(Rejection.BANNED_NODE));
    }
    if (channels.byId.size() >= limits.channels() || pending.size() >= limits.pending()) {
      return Optional.of(GossipResult.rejected(Rejection.FULL));
    }
    return Optional.empty();
  }

  private boolean hasNodes(int channel, ChannelAnnouncement announcement) {
    return nodes.id(channels.endpoint(channel, 0)).equals(announcement.nodeId1())
        && nodes.id(channels.endpoint(channel, 1)).equals(announcement.nodeId2());
  }

  /** See {@link NetworkGraph#fundingAnswered}. */
  List<GossipMessage> fundingAnswered(
      ShortChannelId shortChannelId, FundingAnswer answer, long nowSeconds) {
    if (answer instanceof FundingAnswer.Later) {
      return List.of();
    }
    List<GossipMessage> accepted = new ArrayList<>();
    for (GossipMessage message : pending.take(shortChannelId)) {
      GossipResult result =
          switch (message) {
            case ChannelAnnouncement announcement -> insert(announcement, answer, nowSeconds);
            case ChannelUpdate update -> accept(update, nowSeconds);
            case NodeAnnouncement announcement -> accept(announcement, nowSeconds);
          };
      if (result instanceof GossipResult.Accepted) {
        accepted.add(message);
      }
    }
    return List.copyOf(accepted);
  }

  private GossipResult insert(
      ChannelAnnouncement announcement, FundingAnswer answer, long nowSeconds) {
    return switch (answer) {
      case FundingAnswer.Absent absent -> {
        refused.add(announcement.shortChannelId(), nowSeconds);
        yield GossipResult.rejected(Rejection.FUNDING_NOT_FOUND);
      }
      case FundingAnswer.NotNow notNow -> GossipResult.rejected(Rejection.FUNDING_NOT_FOUND);
      case FundingAnswer.Later later -> GossipResult.PENDING;
      case FundingAnswer.Unchecked unchecked ->
          channels.byId.containsKey(announcement.shortChannelId())
              ? GossipResult.DUPLICATE
              : insert(announcement, ChannelTable.UNKNOWN_CAPACITY, nowSeconds);
      case FundingAnswer.Unspent output -> insertChecked(announcement, output, nowSeconds);
    };
  }

  private GossipResult insertChecked(
      ChannelAnnouncement announcement, FundingAnswer.Unspent output, long nowSeconds) {
    Bytes script = FundingScript.of(announcement.bitcoinKey1(), announcement.bitcoinKey2());
    if (!script.equals(output.scriptPubKey())) {
      return GossipResult.rejected(Rejection.FUNDING_SCRIPT_MISMATCH);
    }
    Integer known = channels.byId.get(announcement.shortChannelId());
    if (known != null) {
      if (hasNodes(known, announcement)) {
        return GossipResult.DUPLICATE;
      }
      // Read both ids first: banning a node takes the channel and so perhaps the other node away.
      PublicKey node1 = nodes.id(channels.endpoint(known, 0));
      PublicKey node2 = nodes.id(channels.endpoint(known, 1));
      List.of(node1, node2, announcement.nodeId1(), announcement.nodeId2()).forEach(this::ban);
      return GossipResult.rejected(Rejection.CONFLICTING_ANNOUNCEMENT);
    }
    return insert(announcement, output.amount().sat(), nowSeconds);
  }

  /** Puts a channel into the tables; nothing is checked. */
  GossipResult insert(ChannelAnnouncement announcement, long capacitySat, long nowSeconds) {
    int node1 = nodes.add(announcement.nodeId1());
    int node2 = nodes.add(announcement.nodeId2());
    int channel =
        channels.add(
            announcement.shortChannelId(),
            node1,
            node2,
            capacitySat,
            nowSeconds,
            announcement.encode());
    // BOLT 9 assigns no even feature bit to channel_announcement.
    channels.routable(
        channel, announcement.featureSet().requiredBitsUnknownTo(Features.EMPTY).isEmpty());
    nodes.addChannel(node1, channel);
    nodes.addChannel(node2, channel);
    return GossipResult.ACCEPTED;
  }

  /**
   * BOLT 7: two announcements of one output mean that keys have leaked, so their nodes are
   * forgotten.
   */
  private void ban(PublicKey nodeId) {
    if (banned.size() >= limits.bannedNodes()) {
      banned.remove(banned.iterator().next());
    }
    banned.add(nodeId);
    int node = nodes.index(nodeId);
    while (node >= 0) {
      remove(nodes.channel(node, 0));
      node = nodes.index(nodeId);
    }
  }

  private GossipResult accept(ChannelUpdate update, long nowSeconds) {
    Optional<GossipResult> refused = refuseCheaply(update, nowSeconds);
    if (refused.isPresent()) {
      return refused.get();
    }
    Integer channel = channels.byId.get(update.shortChannelId());
    if (channel == null) {
      return holdUpdate(update);
    }
    int direction = update.direction();
    if (update.timestamp() <= channels.timestamp(channel, direction)) {
      boolean same = Objects.equals(channels.update(channel, direction), update.encode());
      return same ? GossipResult.DUPLICATE : GossipResult.STALE;
    }
    if (channels.spentAtHeight(channel) > 0 && !update.isDisabled()) {
      return GossipResult.rejected(Rejection.FUNDING_SPENT);
    }
    int day = (int) (nowSeconds / DAY_SECONDS);
    if (channels.updatesOf(channel, direction, day) >= limits.updatesPerDay()) {
      return GossipResult.rejected(Rejection.TOO_MANY_UPDATES);
    }
    if (!update.signatureValid(nodes.id(channels.endpoint(channel, direction)))) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    channels.countUpdate(channel, direction, day);
    channels.update(channel, update, update.encode());
    return GossipResult.ACCEPTED;
  }

  private Optional<GossipResult> refuseCheaply(ChannelUpdate update, long nowSeconds) {
    if (!update.chainHash().equals(chainHash)) {
      return Optional.of(GossipResult.rejected(Rejection.WRONG_CHAIN));
    }
    if (update.dontForward()) {
      return Optional.of(GossipResult.rejected(Rejection.NOT_FOR_RELAY));
    }
    if (isTooLong(Bytes.EMPTY, update.unknownFields())) {
      return Optional.of(GossipResult.rejected(Rejection.TOO_LONG));
    }
    if (update.timestamp() > nowSeconds + DAY_SECONDS) {
      return Optional.of(GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE));
    }
    return update.timestamp() < nowSeconds - NetworkGraph.STALE_AFTER_SECONDS
        ? Optional.of(GossipResult.STALE)
        : Optional.empty();
  }

  private GossipResult holdUpdate(ChannelUpdate update) {
    ChannelAnnouncement announcement = pending.get(update.shortChannelId());
    if (announcement == null) {
      return GossipResult.rejected(Rejection.UNKNOWN_CHANNEL);
    }
    if (!pending.isNewer(update)) {
      return GossipResult.STALE;
    }
    PublicKey origin = update.direction() == 0 ? announcement.nodeId1() : announcement.nodeId2();
    if (!update.signatureValid(origin)) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    pending.hold(update);
    return GossipResult.PENDING;
  }

  private GossipResult accept(NodeAnnouncement announcement, long nowSeconds) {
    if (announcement.timestamp() > nowSeconds + DAY_SECONDS) {
      return GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE);
    }
    int node = nodes.index(announcement.nodeId());
    if (node < 0) {
      return holdNode(announcement);
    }
    Bytes message = announcement.encode();
    if (nodes.announcement(node) != null && announcement.timestamp() <= nodes.timestamp(node)) {
      return Objects.equals(nodes.announcement(node), message)
          ? GossipResult.DUPLICATE
          : GossipResult.STALE;
    }
    if (message.size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (announcements.of(announcement.nodeId(), nowSeconds) >= limits.announcementsPerDay()) {
      return GossipResult.rejected(Rejection.TOO_MANY_UPDATES);
    }
    if (!announcement.signatureValid()) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    announcements.add(announcement.nodeId());
    boolean routable =
        announcement.featureSet().requiredBitsUnknownTo(KNOWN_NODE_FEATURES).isEmpty();
    nodes.announce(node, message, announcement.timestamp(), routable);
    return GossipResult.ACCEPTED;
  }

  private GossipResult holdNode(NodeAnnouncement announcement) {
    if (!pending.isWaiting(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.UNKNOWN_NODE);
    }
    if (!pending.isNewer(announcement)) {
      return GossipResult.STALE;
    }
    if (announcement.encode().size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (!announcement.signatureValid()) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    pending.hold(announcement);
    return GossipResult.PENDING;
  }

  /** Takes a channel out of the tables, and its nodes when they have no other. */
  void remove(int channel) {
    int node1 = channels.endpoint(channel, 0);
    int node2 = channels.endpoint(channel, 1);
    channels.remove(channel);
    nodes.removeChannel(node1, channel);
    nodes.removeChannel(node2, channel);
  }
}
