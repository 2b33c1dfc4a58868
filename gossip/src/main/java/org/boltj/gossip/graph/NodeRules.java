package org.boltj.gossip.graph;

import java.util.Objects;
import org.boltj.gossip.message.NodeAnnouncement;

/** The rules of BOLT 7 for node_announcement. */
final class NodeRules {
  private static final long DAY_SECONDS = 86_400;

  private final GraphLimits limits;
  private final GossipTables tables;
  private final ChannelGraph graph;
  private final GossipRecords records;
  private final PendingChannels pending;
  private final DailyCount announcements = new DailyCount();

  NodeRules(GraphLimits limits, GossipTables tables, PendingChannels pending) {
    this.limits = limits;
    this.tables = tables;
    this.graph = tables.graph;
    this.records = tables.records;
    this.pending = pending;
  }

  GossipResult accept(NodeAnnouncement announcement, Candidate candidate, long nowSeconds) {
    if (announcement.timestamp() > nowSeconds + DAY_SECONDS) {
      return GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE);
    }
    int node = graph.nodeIndex(announcement.nodeId());
    if (node < 0) {
      return holdNode(announcement, candidate);
    }
    if (!isNewer(announcement, node)) {
      return Objects.equals(records.nodeAnnouncement(node), candidate.encoded())
          ? GossipResult.DUPLICATE
          : GossipResult.STALE;
    }
    if (candidate.encoded().size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (announcements.of(announcement.nodeId(), nowSeconds) >= limits.announcementsPerDay()) {
      return GossipResult.rejected(Rejection.TOO_MANY_UPDATES);
    }
    if (!candidate.isSignedBy(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    announcements.add(announcement.nodeId());
    tables.setNode(node, announcement, candidate.encoded());
    return GossipResult.ACCEPTED;
  }

  private boolean isNewer(NodeAnnouncement announcement, int node) {
    return records.nodeAnnouncement(node) == null
        || announcement.timestamp() > records.nodeTimestamp(node);
  }

  private GossipResult holdNode(NodeAnnouncement announcement, Candidate candidate) {
    if (!pending.isWaiting(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.UNKNOWN_NODE);
    }
    if (!pending.isNewer(announcement)) {
      return GossipResult.STALE;
    }
    if (candidate.encoded().size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (!candidate.isSignedBy(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    pending.hold(announcement, candidate);
    return GossipResult.PENDING;
  }

  /** Whether the signature of an announcement is going to be looked at. */
  boolean isWanted(NodeAnnouncement announcement, long nowSeconds) {
    int node = graph.nodeIndex(announcement.nodeId());
    return node >= 0
        ? isNewer(announcement, node)
            && announcements.of(announcement.nodeId(), nowSeconds) < limits.announcementsPerDay()
        : pending.isWaiting(announcement.nodeId()) && pending.isNewer(announcement);
  }
}
