package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.jspecify.annotations.Nullable;

/**
 * The announced network, as far as it was checked by the rules of BOLT 7. It keeps the
 * announcements as they came, so that they can be passed on.
 *
 * <p>Not safe for several threads: the one that feeds it also reads it. Times are seconds since
 * 1970 and come from the caller.
 */
public final class NetworkGraph implements GraphView {
  /** BOLT 7, "Recommendation on Pruning Stale Entries": two weeks, in seconds. */
  public static final long STALE_AFTER_SECONDS = 1_209_600;

  /** BOLT 7: a channel whose funding output was spent is forgotten after that many blocks. */
  public static final int FORGET_SPENT_AFTER_BLOCKS = 72;

  private final BlockHash chainHash;
  private final ChannelTable channels = new ChannelTable();
  private final NodeTable nodes = new NodeTable();
  private final GossipRules rules;

  public NetworkGraph(BlockHash chainHash, FundingLookup fundingLookup, GraphLimits limits) {
    this.chainHash = chainHash;
    this.rules = new GossipRules(chainHash, fundingLookup, limits, channels, nodes);
  }

  public NetworkGraph(BlockHash chainHash, FundingLookup fundingLookup) {
    this(chainHash, fundingLookup, GraphLimits.DEFAULT);
  }

  public BlockHash chainHash() {
    return chainHash;
  }

  /** Checks a message and takes it in. */
  public GossipResult accept(GossipMessage message, long nowSeconds) {
    return rules.accept(message, nowSeconds);
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
    if (!channels.byId.containsKey(announcement.shortChannelId())) {
      rules.insert(
          announcement,
          capacity.map(Satoshi::sat).orElse(ChannelTable.UNKNOWN_CAPACITY),
          acceptedAt);
    }
  }

  /** Takes in an update that this graph had accepted before, when its channel is known. */
  public void restore(ChannelUpdate update) {
    Integer channel = channels.byId.get(update.shortChannelId());
    if (channel != null && update.timestamp() > channels.timestamp(channel, update.direction())) {
      channels.update(channel, update, update.encode());
    }
  }

  /** Whether the channel is in the graph, or waits for an answer about its funding output. */
  public boolean isKnown(ShortChannelId shortChannelId) {
    return channels.byId.containsKey(shortChannelId) || rules.isPending(shortChannelId);
  }

  /** Whether the chain did not have its funding output when it was looked for, within a day. */
  public boolean isRefused(ShortChannelId shortChannelId, long nowSeconds) {
    return rules.refused().contains(shortChannelId, nowSeconds);
  }

  /** The chain has changed: what it did not have it may have now. */
  public void forgetRefused() {
    rules.refused().clear();
  }

  /**
   * The funding output was spent in the block of that height; 72 blocks later the channel is
   * forgotten. Height 0: it is not spent after all.
   */
  public void fundingSpent(ShortChannelId shortChannelId, int height) {
    Integer channel = channels.byId.get(shortChannelId);
    if (channel != null) {
      channels.spent(channel, height);
    }
  }

  /** Forgets channels that were spent 72 blocks before that height; gives their ids. */
  public List<ShortChannelId> blockConnected(int height) {
    return removeIf(
        channel ->
            channels.spentAtHeight(channel) > 0
                && height - channels.spentAtHeight(channel) >= FORGET_SPENT_AFTER_BLOCKS);
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
    return removeIf(
        channel ->
            (lastSign(channel, 0) < oldest || lastSign(channel, 1) < oldest)
                && !stays.test(channels.shortChannelId(channel)));
  }

  private long lastSign(int channel, int direction) {
    long timestamp = channels.timestamp(channel, direction);
    return timestamp > 0 ? timestamp : channels.acceptedAt(channel);
  }

  private List<ShortChannelId> removeIf(IntPredicate condition) {
    List<ShortChannelId> removed = new ArrayList<>();
    for (int channel : List.copyOf(channels.byId.values())) {
      if (condition.test(channel)) {
        removed.add(channels.shortChannelId(channel));
        rules.remove(channel);
      }
    }
    return List.copyOf(removed);
  }

  /** Forgets a channel at once; for funding outputs that a reorganization took away. */
  public void remove(ShortChannelId shortChannelId) {
    Integer channel = channels.byId.get(shortChannelId);
    if (channel != null) {
      rules.remove(channel);
    }
  }

  public int channelCount() {
    return channels.byId.size();
  }

  public int nodeCount() {
    return nodes.count();
  }

  /** How many announcements wait for an answer about their funding output. */
  public int pendingCount() {
    return rules.pendingCount();
  }

  public Optional<ChannelEntry> channel(ShortChannelId shortChannelId) {
    return Optional.ofNullable(channels.byId.get(shortChannelId)).map(this::entry);
  }

  private ChannelEntry entry(int channel) {
    long capacity = channels.capacitySat(channel);
    return new ChannelEntry(
        channels.shortChannelId(channel),
        nodes.id(channels.endpoint(channel, 0)),
        nodes.id(channels.endpoint(channel, 1)),
        capacity < 0 ? Optional.empty() : Optional.of(Satoshi.of(capacity)),
        direction(channel, 0),
        direction(channel, 1));
  }

  private Optional<DirectionEntry> direction(int channel, int direction) {
    return Optional.ofNullable(channels.policy(channel, direction))
        .map(
            policy ->
                new DirectionEntry(
                    channels.timestamp(channel, direction),
                    channels.isDisabled(channel, direction),
                    policy));
  }

  /** Whether the channel may be passed on: its funding output is not known to be spent. */
  public boolean isAlive(ShortChannelId shortChannelId) {
    Integer channel = channels.byId.get(shortChannelId);
    return channel != null && channels.spentAtHeight(channel) == 0;
  }

  /**
   * The channels of blocks from {@code fromHeight} on, in the order of their ids, at most that
   * many.
   */
  public List<ShortChannelId> channelsFrom(ShortChannelId first, int limit) {
    return channels.byId.tailMap(first, true).keySet().stream().limit(limit).toList();
  }

  /** The encoded channel_announcement. */
  public Optional<Bytes> channelAnnouncement(ShortChannelId shortChannelId) {
    return Optional.ofNullable(channels.byId.get(shortChannelId)).map(channels::announcement);
  }

  /** The encoded latest channel_update of a direction, 0 or 1. */
  public Optional<Bytes> channelUpdate(ShortChannelId shortChannelId, int direction) {
    Integer channel = channels.byId.get(shortChannelId);
    return channel == null
        ? Optional.empty()
        : Optional.ofNullable(channels.update(channel, direction));
  }

  /** The timestamp of the latest channel_update of a direction, or 0 (seconds). */
  public long updateTimestamp(ShortChannelId shortChannelId, int direction) {
    Integer channel = channels.byId.get(shortChannelId);
    return channel == null ? 0 : channels.timestamp(channel, direction);
  }

  /** The encoded latest node_announcement. */
  public Optional<Bytes> nodeAnnouncement(PublicKey nodeId) {
    int node = nodes.index(nodeId);
    return node < 0 ? Optional.empty() : Optional.ofNullable(nodes.announcement(node));
  }

  /** The timestamp of the latest node_announcement, or 0 (seconds). */
  public long nodeTimestamp(PublicKey nodeId) {
    int node = nodes.index(nodeId);
    return node < 0 ? 0 : nodes.timestamp(node);
  }

  /** The node with that number, if there is one. */
  public Optional<PublicKey> nodeAt(int node) {
    return nodes.exists(node) ? Optional.of(nodes.id(node)) : Optional.empty();
  }

  /** Every channel, in the order of the ids. */
  public void forEachChannel(Consumer<ChannelEntry> consumer) {
    channels.byId.values().forEach(channel -> consumer.accept(entry(channel)));
  }

  @Override
  public int nodeBound() {
    return nodes.bound();
  }

  @Override
  public int nodeIndex(PublicKey nodeId) {
    return nodes.index(nodeId);
  }

  @Override
  public PublicKey nodeId(int node) {
    return nodes.id(node);
  }

  @Override
  public boolean isNodeRoutable(int node) {
    return nodes.isRoutable(node);
  }

  @Override
  public int channelBound() {
    return channels.bound();
  }

  @Override
  public int channelIndex(ShortChannelId shortChannelId) {
    return channels.byId.getOrDefault(shortChannelId, -1);
  }

  @Override
  public int[] edgesInto(int node) {
    int[] edges = new int[nodes.degree(node)];
    for (int at = 0; at < edges.length; at++) {
      int channel = nodes.channel(node, at);
      edges[at] = 2 * channel + (channels.endpoint(channel, 1) == node ? 0 : 1);
    }
    return edges;
  }

  @Override
  public boolean read(int edge, EdgeData data) {
    ChannelUpdate.Policy policy = usablePolicy(edge >> 1, edge & 1);
    if (policy == null) {
      return false;
    }
    data.ends(
            channels.endpoint(edge >> 1, edge & 1),
            channels.endpoint(edge >> 1, 1 - (edge & 1)),
            capacityMsat(edge >> 1))
        .policy(
            policy.cltvExpiryDelta().blocks(),
            policy.htlcMinimumMsat().msat(),
            policy.htlcMaximumMsat().msat(),
            policy.feeBaseMsat(),
            policy.feeProportionalMillionths());
    return true;
  }

  @Override
  public int degree(int node) {
    return nodes.degree(node);
  }

  @Override
  public int channelOf(int node, int at) {
    return nodes.channel(node, at);
  }

  @Override
  public ShortChannelId shortChannelId(int channel) {
    return channels.shortChannelId(channel);
  }

  @Override
  public int endpoint(int channel, int end) {
    return channels.endpoint(channel, end);
  }

  @Override
  public long capacityMsat(int channel) {
    long capacity = channels.capacitySat(channel);
    return capacity < 0 ? Long.MAX_VALUE : capacity * 1000;
  }

  @Override
  public ChannelUpdate.@Nullable Policy usablePolicy(int channel, int direction) {
    ChannelUpdate.Policy policy = channels.policy(channel, direction);
    boolean usable =
        policy != null
            && channels.isRoutable(channel)
            && !channels.isDisabled(channel, direction)
            && policy.htlcMinimumMsat().compareTo(policy.htlcMaximumMsat()) <= 0
            && policy.htlcMaximumMsat().msat() <= capacityMsat(channel);
    return usable ? policy : null;
  }
}
