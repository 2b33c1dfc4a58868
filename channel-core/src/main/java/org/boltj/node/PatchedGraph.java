package org.boltj.node;

import java.util.Map;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.jspecify.annotations.Nullable;

/**
 * The graph as one payment sees it: with the policies that failures of this payment brought. They
 * must not reach the graph itself (BOLT 4, "Receiving Failure Codes").
 */
record PatchedGraph(GraphView graph, Map<ChannelDirection, ChannelUpdate.Policy> patches)
    implements GraphView {
  PatchedGraph {
    patches = Map.copyOf(patches);
  }

  @Override
  public ChannelUpdate.@Nullable Policy usablePolicy(int channel, int direction) {
    ChannelUpdate.Policy patch =
        patches.get(new ChannelDirection(graph.shortChannelId(channel), direction));
    return patch != null ? patch : graph.usablePolicy(channel, direction);
  }

  @Override
  public int nodeBound() {
    return graph.nodeBound();
  }

  @Override
  public int nodeIndex(PublicKey nodeId) {
    return graph.nodeIndex(nodeId);
  }

  @Override
  public PublicKey nodeId(int node) {
    return graph.nodeId(node);
  }

  @Override
  public boolean isNodeRoutable(int node) {
    return graph.isNodeRoutable(node);
  }

  @Override
  public boolean givesInboundDiscount(int node) {
    return graph.givesInboundDiscount(node);
  }

  @Override
  public int channelBound() {
    return graph.channelBound();
  }

  @Override
  public int channelIndex(ShortChannelId shortChannelId) {
    return graph.channelIndex(shortChannelId);
  }

  @Override
  public int[] edgesInto(int node) {
    return graph.edgesInto(node);
  }

  @Override
  public boolean read(int edge, EdgeData data) {
    ChannelUpdate.Policy patch =
        patches.get(new ChannelDirection(graph.shortChannelId(edge >> 1), edge & 1));
    if (patch == null) {
      return graph.read(edge, data);
    }
    data.ends(
            graph.endpoint(edge >> 1, edge & 1),
            graph.endpoint(edge >> 1, 1 - (edge & 1)),
            graph.capacityMsat(edge >> 1))
        .policy(
            patch.cltvExpiryDelta().blocks(),
            patch.htlcMinimumMsat().msat(),
            patch.htlcMaximumMsat().msat(),
            patch.feeBaseMsat(),
            patch.feeProportionalMillionths())
        .inboundFee(0, 0);
    return true;
  }

  @Override
  public int degree(int node) {
    return graph.degree(node);
  }

  @Override
  public int channelOf(int node, int at) {
    return graph.channelOf(node, at);
  }

  @Override
  public ShortChannelId shortChannelId(int channel) {
    return graph.shortChannelId(channel);
  }

  @Override
  public int endpoint(int channel, int end) {
    return graph.endpoint(channel, end);
  }

  @Override
  public long capacityMsat(int channel) {
    return graph.capacityMsat(channel);
  }
}
