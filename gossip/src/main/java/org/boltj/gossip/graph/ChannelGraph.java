package org.boltj.gossip.graph;

import java.util.Optional;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * Nodes, channels and what they ask for, in compact arrays. It checks nothing and keeps no
 * messages: {@link NetworkGraph} puts the rules of BOLT 7 around it, and who studies a snapshot
 * loads it straight into one of these.
 *
 * <p>One thread at a time changes it. Any number of threads may read meanwhile, without locks: what
 * is read of one edge in one call belongs together. Numbers of what was removed are used again; a
 * reader that keeps numbers over time, as a search does, reads its result again at the end.
 */
public final class ChannelGraph implements GraphView {
  /** Stands for a capacity that is not known. */
  public static final long UNKNOWN_CAPACITY = -1;

  private static final long MAX_CAPACITY_SAT = 2_100_000_000_000_000L;
  private static final int FIRST_LENGTH = 16;

  private final FreeNumbers channelNumbers = new FreeNumbers();
  private final FreeNumbers nodeNumbers = new FreeNumbers();
  private final NumberIndex channelsById =
      new NumberIndex(channel -> NumberIndex.mix(this.channels.shortChannelId(channel)));
  private final NumberIndex nodesById = new NumberIndex(node -> this.nodes.hash(node));
  private final KnownFeatures knownFeatures = new KnownFeatures();
  private volatile ChannelColumns channels = new ChannelColumns(FIRST_LENGTH);
  private volatile NodeColumns nodes = new NodeColumns(FIRST_LENGTH);

  // ---- changes ----

  /** The number of a node, which becomes known if it was not. */
  public int addNode(PublicKey nodeId) {
    int known = nodeIndex(nodeId);
    if (known >= 0) {
      return known;
    }
    int node = nodeNumbers.next();
    if (node == nodes.length()) {
      nodes = nodes.grown(longer(node));
    }
    nodes.add(node, nodeId);
    nodeNumbers.take();
    nodesById.add(node);
    return node;
  }

  /**
   * Adds a channel without policies; its nodes become known.
   *
   * @param capacitySat of the funding output (sat), or {@link #UNKNOWN_CAPACITY}
   * @return the number of the channel
   * @throws IllegalArgumentException when there is such a channel, when the nodes are not in the
   *     order of their ids, or when the capacity is more than there is money
   */
  public int addChannel(
      ShortChannelId shortChannelId, PublicKey nodeId1, PublicKey nodeId2, long capacitySat) {
    if (nodeId1.compareTo(nodeId2) >= 0) {
      throw new IllegalArgumentException("node_id_1 is not less than node_id_2: " + nodeId1);
    }
    if (capacitySat < UNKNOWN_CAPACITY || capacitySat > MAX_CAPACITY_SAT) {
      throw new IllegalArgumentException("not a capacity in satoshis: " + capacitySat);
    }
    if (channelIndex(shortChannelId) >= 0) {
      throw new IllegalArgumentException("channel is known: " + shortChannelId);
    }
    int channel = channelNumbers.next();
    if (channel == channels.length()) {
      channels = channels.grown(longer(channel));
    }
    int node1 = addNode(nodeId1);
    int node2 = addNode(nodeId2);
    long capacityMsat = capacitySat < 0 ? Long.MAX_VALUE : capacitySat * 1000;
    channels.add(channel, shortChannelId.value(), node1, node2, capacityMsat);
    channelNumbers.take();
    channelsById.add(channel);
    nodes.addEdge(node2, 2 * channel);
    nodes.addEdge(node1, 2 * channel + 1);
    return channel;
  }

  private static int longer(int length) {
    return Math.addExact(length, Math.max(FIRST_LENGTH, length / 2));
  }

  /**
   * Replaces what the node at the beginning of an edge asks for.
   *
   * @param timestampSeconds of the channel_update (0 to 2^32 - 1)
   * @param disabled whether the node does not relay that way now
   */
  public void setPolicy(
      int edge, long timestampSeconds, boolean disabled, ChannelUpdate.Policy policy) {
    int node = channels.from(edge);
    int base = policy.inboundFeeBaseMsat();
    int millionths = policy.inboundFeeProportionalMillionths();
    final int baseBefore = channels.inboundFeeBaseMsat(edge);
    final int millionthsBefore = channels.inboundFeeProportionalMillionths(edge);
    // Before the policy, so that no reader meets a larger discount.
    nodes.noteInboundFee(node, base, millionths);
    channels.setPolicy(edge, (int) timestampSeconds, disabled, policy);
    if (base > baseBefore || millionths > millionthsBefore) {
      discountEnded(node, baseBefore, millionthsBefore);
    }
  }

  private void discountEnded(int node, int base, int millionths) {
    if (nodes.isBound(node, base, millionths)) {
      boundDiscounts(node);
    }
  }

  /** Of the channels as they are now: that which gave most may give less. */
  private void boundDiscounts(int node) {
    int base = 0;
    int millionths = 0;
    for (int edge : nodes.edgesInto(node)) {
      base = Math.min(base, channels.inboundFeeBaseMsat(edge ^ 1));
      millionths = Math.min(millionths, channels.inboundFeeProportionalMillionths(edge ^ 1));
    }
    nodes.setInboundBounds(node, base, millionths);
  }

  /** Takes a channel away, and its nodes when they have no other. */
  public void removeChannel(int channel) {
    int node1 = endpoint(channel, 0);
    int node2 = endpoint(channel, 1);
    nodes.removeEdge(node2, 2 * channel);
    nodes.removeEdge(node1, 2 * channel + 1);
    for (int edge = 2 * channel; edge < 2 * channel + 2; edge++) {
      discountEnded(
          channels.from(edge),
          channels.inboundFeeBaseMsat(edge),
          channels.inboundFeeProportionalMillionths(edge));
    }
    channelsById.remove(channel);
    channels.remove(channel);
    channelNumbers.giveBack(channel);
    removeLonely(node1);
    removeLonely(node2);
  }

  private void removeLonely(int node) {
    if (nodes.edgesInto(node).length == 0) {
      nodesById.remove(node);
      nodeNumbers.giveBack(node);
    }
  }

  /** Whether payments may pass the channel at all, whatever its policies say; they may at first. */
  public void setRoutable(int channel, boolean routable) {
    channels.setRoutable(channel, routable);
  }

  /** What the node announced; features that we do not know keep payments from passing it. */
  public void setNodeFeatures(int node, Features features) {
    nodes.setFeatures(node, knownFeatures.shared(features), KnownFeatures.allow(features));
  }

  // ---- reading ----

  public int nodeCount() {
    return nodesById.size();
  }

  public int channelCount() {
    return channelsById.size();
  }

  /** Whether there is a node with that number now. */
  public boolean hasNode(int node) {
    return node >= 0 && node < nodeBound() && nodeIndex(nodeId(node)) == node;
  }

  /** Whether there is a channel with that number now. */
  public boolean hasChannel(int channel) {
    return channel >= 0
        && channel < channelBound()
        && channelIndex(shortChannelId(channel)) == channel;
  }

  /** What the node announced, if it did. */
  public Optional<Features> nodeFeatures(int node) {
    return Optional.ofNullable(nodes.features(node));
  }

  /** The latest policy of an edge, be it of use or not. */
  public Optional<DirectionEntry> direction(int edge) {
    return channels.direction(edge);
  }

  /** The timestamp of the latest policy of an edge, or 0 (seconds). */
  public long timestamp(int edge) {
    return channels.timestamp(edge);
  }

  /** All about a channel, with the policies as they are now. */
  public ChannelEntry channel(int channel) {
    long capacity = capacityMsat(channel);
    return new ChannelEntry(
        shortChannelId(channel),
        nodeId(endpoint(channel, 0)),
        nodeId(endpoint(channel, 1)),
        capacity == Long.MAX_VALUE ? Optional.empty() : Optional.of(Satoshi.of(capacity / 1000)),
        direction(2 * channel),
        direction(2 * channel + 1));
  }

  @Override
  public int nodeBound() {
    return nodeNumbers.bound();
  }

  @Override
  public int nodeIndex(PublicKey nodeId) {
    return nodesById.find(
        NodeColumns.hash(nodeId.value()), node -> nodes.hasId(node, nodeId.value()));
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
  public long mostInboundDiscount(int node, long amountMsat) {
    return nodes.mostDiscount(node, amountMsat);
  }

  @Override
  public int channelBound() {
    return channelNumbers.bound();
  }

  @Override
  public int channelIndex(ShortChannelId shortChannelId) {
    long id = shortChannelId.value();
    return channelsById.find(
        NumberIndex.mix(id), channel -> channels.shortChannelId(channel) == id);
  }

  @Override
  public int[] edgesInto(int node) {
    return nodes.edgesInto(node);
  }

  @Override
  public boolean read(int edge, EdgeData data) {
    return channels.read(edge, data);
  }

  @Override
  public ShortChannelId shortChannelId(int channel) {
    return new ShortChannelId(channels.shortChannelId(channel));
  }

  @Override
  public int endpoint(int channel, int end) {
    return channels.from(2 * channel + end);
  }

  @Override
  public long capacityMsat(int channel) {
    return channels.capacityMsat(channel);
  }
}
