package org.boltj.gossip.snapshot;

import java.util.Optional;
import java.util.OptionalLong;
import org.boltj.base.BlockHash;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;

/**
 * A network at one moment: nodes, channels and what is asked for in each direction, in compact
 * columns (about 130 bytes a channel). It is complete and never changes, so that several threads
 * may read it.
 *
 * <p>Nodes are numbered in the order of their ids, channels in the order of their short channel
 * ids. A channel's first node has the lesser id (BOLT 7, node_id_1). An <i>edge</i> is one
 * direction; its number is twice the channel's, plus 1 for the direction from the second node to
 * the first. Two snapshots are equal when they say the same.
 *
 * <p>What a file says is not checked against the chain, and node ids may be off the curve.
 */
public final class GraphSnapshot {
  /** In place of a capacity that the source does not tell. */
  public static final long UNKNOWN_CAPACITY = -1;

  private final BlockHash chainHash;
  private final NodeColumns nodes;
  private final ChannelColumns channels;
  private final PolicyColumns policies;

  GraphSnapshot(
      BlockHash chainHash, NodeColumns nodes, ChannelColumns channels, PolicyColumns policies) {
    this.chainHash = chainHash;
    this.nodes = nodes;
    this.channels = channels;
    this.policies = policies;
  }

  /** The chain of the channels; mainnet's when the source does not tell. */
  public BlockHash chainHash() {
    return chainHash;
  }

  public int nodeCount() {
    return nodes.size();
  }

  public PublicKey nodeId(int node) {
    return nodes.id(node);
  }

  /** The number of a node, or -1 when it is not here. */
  public int nodeIndex(PublicKey nodeId) {
    return nodes.indexOf(nodeId);
  }

  /** The name that the node gave itself. */
  public Optional<String> alias(int node) {
    return Optional.ofNullable(nodes.aliases[node]);
  }

  /** The features of the node's announcement. */
  public Optional<Features> features(int node) {
    return Optional.ofNullable(nodes.features[node]);
  }

  public int channelCount() {
    return channels.size();
  }

  public ShortChannelId shortChannelId(int channel) {
    return new ShortChannelId(channels.shortChannelIds[channel]);
  }

  /** The number of a channel, or -1 when it is not here. */
  public int channelIndex(ShortChannelId shortChannelId) {
    return channels.indexOf(shortChannelId);
  }

  /** The number of the node with the lesser id. */
  public int node1(int channel) {
    return channels.ends[2 * channel];
  }

  /** The number of the node with the greater id. */
  public int node2(int channel) {
    return channels.ends[2 * channel + 1];
  }

  /** The node that offers HTLCs over that edge. */
  public int from(int edge) {
    return channels.ends[edge];
  }

  /** The node that is offered HTLCs over that edge. */
  public int to(int edge) {
    return channels.ends[edge ^ 1];
  }

  /** Capacity of the channel (sat). */
  public OptionalLong capacitySat(int channel) {
    long capacity = channels.capacitiesSat[channel];
    return capacity == UNKNOWN_CAPACITY ? OptionalLong.empty() : OptionalLong.of(capacity);
  }

  /** Whether the sending node's channel_update for that edge is known. */
  public boolean hasPolicy(int edge) {
    return policies.isKnown(edge);
  }

  /** What the sending node asks for; empty when unknown, which does not mean free of charge. */
  public Optional<DirectionEntry> policy(int edge) {
    return policies.isKnown(edge) ? Optional.of(policies.get(edge)) : Optional.empty();
  }

  /** Whether the edge's policy is known and not disabled. */
  public boolean isEnabled(int edge) {
    return policies.flags[edge] == PolicyColumns.KNOWN;
  }

  /** Timestamp of the edge's channel_update, or 0 (seconds since 1970). */
  public long lastUpdate(int edge) {
    return policies.lastUpdate(edge);
  }

  /** The latest timestamp of all channel_updates, or 0 when the source tells none. */
  public long latestUpdate() {
    long latest = 0;
    for (int edge = 0; edge < 2 * channelCount(); edge++) {
      latest = Math.max(latest, policies.lastUpdate(edge));
    }
    return latest;
  }

  /**
   * The part that payments can use at the time of the snapshot: see {@link LiveCore}. Channels last
   * updated two weeks before the latest update or earlier do not count (BOLT 7, "Recommendation on
   * Pruning Stale Entries").
   */
  public GraphSnapshot liveCore() {
    return LiveCore.of(this, Math.max(0, latestUpdate() - LiveCore.TWO_WEEKS_SECONDS));
  }

  /**
   * Puts all of it into a new graph, in which nodes, channels and edges have the numbers that they
   * have here.
   */
  public ChannelGraph toGraph() {
    ChannelGraph graph = new ChannelGraph();
    for (int node = 0; node < nodeCount(); node++) {
      graph.addNode(nodeId(node));
      Features announced = nodes.features[node];
      if (announced != null) {
        graph.setNodeFeatures(node, announced);
      }
    }
    for (int channel = 0; channel < channelCount(); channel++) {
      graph.addChannel(
          shortChannelId(channel),
          nodeId(node1(channel)),
          nodeId(node2(channel)),
          channels.capacitiesSat[channel]);
      for (int edge = 2 * channel; edge < 2 * channel + 2; edge++) {
        if (policies.isKnown(edge)) {
          graph.setPolicy(edge, lastUpdate(edge), policies.isDisabled(edge), policies.policy(edge));
        }
      }
    }
    return graph;
  }

  /** What a graph holds now, but for aliases. Nothing may change the graph meanwhile. */
  public static GraphSnapshot of(ChannelGraph graph, BlockHash chainHash) {
    return of(graph, chainHash, new SnapshotBuilder(chainHash).build());
  }

  /** What a graph holds now, with the aliases of an older snapshot. */
  static GraphSnapshot of(ChannelGraph graph, BlockHash chainHash, GraphSnapshot older) {
    SnapshotBuilder builder = new SnapshotBuilder(chainHash);
    for (int node = 0; node < graph.nodeBound(); node++) {
      if (graph.hasNode(node)) {
        PublicKey id = graph.nodeId(node);
        int known = older.nodeIndex(id);
        String alias = known < 0 ? null : older.nodes.aliases[known];
        builder.describe(builder.node(id), alias, graph.nodeFeatures(node).orElse(null));
      }
    }
    for (int channel = 0; channel < graph.channelBound(); channel++) {
      if (graph.hasChannel(channel)) {
        builder.channel(graph.channel(channel));
      }
    }
    return builder.build();
  }

  NodeColumns nodes() {
    return nodes;
  }

  ChannelColumns channels() {
    return channels;
  }

  PolicyColumns policies() {
    return policies;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GraphSnapshot that
        && chainHash.equals(that.chainHash)
        && nodes.same(that.nodes)
        && channels.same(that.channels)
        && policies.same(that.policies);
  }

  @Override
  public int hashCode() {
    return 31 * nodeCount() + channelCount();
  }

  @Override
  public String toString() {
    return nodeCount() + " nodes, " + channelCount() + " channels";
  }
}
