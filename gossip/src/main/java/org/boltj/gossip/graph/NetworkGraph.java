package org.boltj.gossip.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;

/**
 * The announced network, as far as it was checked by the rules of BOLT 7. It keeps the
 * announcements as they came, so that they can be passed on.
 *
 * <p>The thread that feeds it is also the one that asks for messages. What {@link #channels()}
 * gives may be read by any thread meanwhile. Times are seconds since 1970 and come from the caller.
 */
public final class NetworkGraph {
  /** BOLT 7, "Recommendation on Pruning Stale Entries": two weeks, in seconds. */
  public static final long STALE_AFTER_SECONDS = 1_209_600;

  /** BOLT 7: a channel whose funding output was spent is forgotten after that many blocks. */
  public static final int FORGET_SPENT_AFTER_BLOCKS = 72;

  private final BlockHash chainHash;
  private final GossipTables tables = new GossipTables();
  private final ChannelGraph graph = tables.graph;
  private final GossipRecords records = tables.records;
  private final GossipRules rules;

  public NetworkGraph(BlockHash chainHash, FundingLookup fundingLookup, GraphLimits limits) {
    this.chainHash = chainHash;
    this.rules = new GossipRules(chainHash, fundingLookup, limits, tables);
  }

  public NetworkGraph(BlockHash chainHash, FundingLookup fundingLookup) {
    this(chainHash, fundingLookup, GraphLimits.DEFAULT);
  }

  public BlockHash chainHash() {
    return chainHash;
  }

  /** The nodes, channels and policies, to be read by any thread while this graph changes. */
  public GraphView channels() {
    return graph;
  }

  /** Checks a message and takes it in. */
  public GossipResult accept(GossipMessage message, long nowSeconds) {
    return rules.accept(message, nowSeconds);
  }

  /**
   * Checks messages and takes them in, as {@link #accept} does one after the other, but sooner:
   * their signatures are checked together, on all cores.
   *
   * @return what became of each message, in their order
   */
  public List<GossipResult> acceptAll(List<EncodedGossip> messages, long nowSeconds) {
    return rules.acceptAll(messages, nowSeconds);
  }

  /**
   * The answer about a funding output that {@link FundingLookup} promised for later. Gives the
   * messages that are in the graph now because of it: the announcement and the updates and node
   * announcements that waited for it.
   */
  public List<GossipMessage> fundingAnswered(
      ShortChannelId shortChannelId, FundingAnswer answer, long nowSeconds) {
    return rules.fundingAnswered(shortChannelId, answer, nowSeconds);
  }

  /** Takes in what this graph had accepted before and a store kept: nothing is checked again. */
  public void restore(
      ChannelAnnouncement announcement, Optional<Satoshi> capacity, long acceptedAt) {
    if (graph.channelIndex(announcement.shortChannelId()) < 0) {
      tables.addChannel(
          announcement,
          announcement.encode(),
          capacity.map(Satoshi::sat).orElse(ChannelGraph.UNKNOWN_CAPACITY),
          acceptedAt);
    }
  }

  /** Takes in an update that this graph had accepted before, when its channel is known. */
  public void restore(ChannelUpdate update) {
    int channel = graph.channelIndex(update.shortChannelId());
    if (channel >= 0 && update.timestamp() > graph.timestamp(2 * channel + update.direction())) {
      tables.setUpdate(channel, update, update.encode());
    }
  }

  /** Takes in an announcement that this graph had accepted before, when its node is known. */
  public void restore(NodeAnnouncement announcement) {
    int node = graph.nodeIndex(announcement.nodeId());
    if (node >= 0 && announcement.timestamp() > records.nodeTimestamp(node)) {
      tables.setNode(node, announcement, announcement.encode());
    }
  }

  /** Nodes banned for conflicting announcements (BOLT 7), the oldest first. */
  public List<PublicKey> banned() {
    return rules.channels().banned().all();
  }

  /** Bans a node that this graph had banned before, when its channels are gone already. */
  public void restoreBan(PublicKey nodeId) {
    rules.channels().banned().add(nodeId);
  }

  /**
   * The channels that bans, or announcements that the chain proves, took out of the graph since
   * this was asked before; of the latter another one may be there by now.
   */
  public List<ShortChannelId> takeGone() {
    return tables.takeGone();
  }

  /** Whether the channel is in the graph, or waits for an answer about its funding output. */
  public boolean isKnown(ShortChannelId shortChannelId) {
    return graph.channelIndex(shortChannelId) >= 0 || rules.pending().contains(shortChannelId);
  }

  /** Whether the chain did not have its funding output when it was looked for, within a day. */
  public boolean isRefused(ShortChannelId shortChannelId, long nowSeconds) {
    return rules.channels().isRefused(shortChannelId, nowSeconds);
  }

  /** The chain has changed: what it did not have it may have now. */
  public void forgetRefused() {
    rules.channels().forgetRefused();
  }

  /**
   * The funding output was spent in the block of that height; 72 blocks later the channel is
   * forgotten. Height 0: it is not spent after all.
   */
  public void fundingSpent(ShortChannelId shortChannelId, int height) {
    int channel = graph.channelIndex(shortChannelId);
    if (channel >= 0) {
      records.spent(channel, height);
    }
  }

  /** Forgets channels that were spent 72 blocks before that height; gives their ids. */
  public List<ShortChannelId> blockConnected(int height) {
    return tables.removeIf(
        channel ->
            records.spentAtHeight(channel) > 0
                && height - records.spentAtHeight(channel) >= FORGET_SPENT_AFTER_BLOCKS);
  }

  /**
   * Forgets channels of which either end has not sent an update for two weeks (BOLT 7, "Pruning the
   * Network View"); gives their ids.
   */
  public List<ShortChannelId> pruneStale(long nowSeconds) {
    return pruneStale(nowSeconds, id -> false);
  }

  /** The same, but some channels stay: a node never forgets its own. */
  public List<ShortChannelId> pruneStale(long nowSeconds, Predicate<ShortChannelId> stays) {
    long oldest = nowSeconds - STALE_AFTER_SECONDS;
    return tables.removeIf(
        channel ->
            (lastSign(channel, 0) < oldest || lastSign(channel, 1) < oldest)
                && !stays.test(graph.shortChannelId(channel)));
  }

  private long lastSign(int channel, int direction) {
    long timestamp = graph.timestamp(2 * channel + direction);
    return timestamp > 0 ? timestamp : records.acceptedAt(channel);
  }

  /** Forgets a channel at once; for funding outputs that a reorganization took away. */
  public void remove(ShortChannelId shortChannelId) {
    int channel = graph.channelIndex(shortChannelId);
    if (channel >= 0) {
      tables.remove(channel);
    }
  }

  public int channelCount() {
    return graph.channelCount();
  }

  public int nodeCount() {
    return graph.nodeCount();
  }

  /** How many announcements wait for an answer about their funding output. */
  public int pendingCount() {
    return rules.pending().size();
  }

  /**
   * The announcements of one output that wait for an answer about it, at most four: they differ in
   * their keys, and only those that make the output's script can be true.
   */
  public List<ChannelAnnouncement> waiting(ShortChannelId shortChannelId) {
    return rules.pending().of(shortChannelId);
  }

  /** Lets go of an announcement that waits; others of the same output go on waiting. */
  public void drop(ChannelAnnouncement waiting) {
    rules.pending().drop(waiting);
  }

  public Optional<ChannelEntry> channel(ShortChannelId shortChannelId) {
    int channel = graph.channelIndex(shortChannelId);
    return channel < 0 ? Optional.empty() : Optional.of(graph.channel(channel));
  }

  /** Whether the channel may be passed on: its funding output is not known to be spent. */
  public boolean isAlive(ShortChannelId shortChannelId) {
    int channel = graph.channelIndex(shortChannelId);
    return channel >= 0 && records.spentAtHeight(channel) == 0;
  }

  /**
   * The channels of blocks from {@code fromHeight} on, in the order of their ids, at most that
   * many.
   */
  public List<ShortChannelId> channelsFrom(ShortChannelId first, int limit) {
    return tables.channelsFrom(first).limit(limit).toList();
  }

  /** The encoded channel_announcement. */
  public Optional<Bytes> channelAnnouncement(ShortChannelId shortChannelId) {
    int channel = graph.channelIndex(shortChannelId);
    return channel < 0 ? Optional.empty() : Optional.of(records.announcement(channel));
  }

  /**
   * What the graph holds where that message stands, or stood: its bytes or those of a newer one.
   */
  public Optional<Bytes> latest(GossipMessage message) {
    return switch (message) {
      case ChannelAnnouncement announcement -> channelAnnouncement(announcement.shortChannelId());
      case ChannelUpdate update -> channelUpdate(update.shortChannelId(), update.direction());
      case NodeAnnouncement announcement -> nodeAnnouncement(announcement.nodeId());
    };
  }

  /** The encoded latest channel_update of a direction, 0 or 1. */
  public Optional<Bytes> channelUpdate(ShortChannelId shortChannelId, int direction) {
    int channel = graph.channelIndex(shortChannelId);
    return channel < 0
        ? Optional.empty()
        : Optional.ofNullable(records.update(2 * channel + direction));
  }

  /** The timestamp of the latest channel_update of a direction, or 0 (seconds). */
  public long updateTimestamp(ShortChannelId shortChannelId, int direction) {
    int channel = graph.channelIndex(shortChannelId);
    return channel < 0 ? 0 : graph.timestamp(2 * channel + direction);
  }

  /** The encoded latest node_announcement. */
  public Optional<Bytes> nodeAnnouncement(PublicKey nodeId) {
    int node = graph.nodeIndex(nodeId);
    return node < 0 ? Optional.empty() : Optional.ofNullable(records.nodeAnnouncement(node));
  }

  /** The same, when BOLT 7 lets it be passed on: with two DNS hostnames it must not be. */
  public Optional<Bytes> nodeAnnouncementToForward(PublicKey nodeId) {
    return nodeAnnouncement(nodeId).filter(known -> records.isForwarded(graph.nodeIndex(nodeId)));
  }

  /** The timestamp of the latest node_announcement, or 0 (seconds). */
  public long nodeTimestamp(PublicKey nodeId) {
    int node = graph.nodeIndex(nodeId);
    return node < 0 ? 0 : records.nodeTimestamp(node);
  }

  /** The node with that number, if there is one. */
  public Optional<PublicKey> nodeAt(int node) {
    return graph.hasNode(node) ? Optional.of(graph.nodeId(node)) : Optional.empty();
  }

  /** Every channel, in the order of the ids. */
  public void forEachChannel(Consumer<ChannelEntry> consumer) {
    tables
        .channelsFrom(new ShortChannelId(0))
        .forEachOrdered(id -> consumer.accept(graph.channel(graph.channelIndex(id))));
  }
}
