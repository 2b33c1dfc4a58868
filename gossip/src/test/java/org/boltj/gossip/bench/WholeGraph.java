package org.boltj.gossip.bench;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;

/** A graph with the rules of BOLT 7 around it and all raw messages in it. */
final class WholeGraph {
  private WholeGraph() {}

  /** With rules and with raw messages of the size that they have in the network. */
  static NetworkGraph of(BenchGraph graph) {
    GraphView from = graph.view();
    NetworkGraph to = new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
    channels(from)
        .forEach(
            channel ->
                to.restore(
                    announcement(from, channel),
                    Optional.of(Satoshi.of(from.capacityMsat(channel) / 1000)),
                    graph.nowSeconds()));
    forEachPolicy(
        from, (edge, policy) -> to.restore(update(from, edge, graph.nowSeconds(), policy)));
    return to;
  }

  private static IntStream channels(GraphView graph) {
    EdgeData data = new EdgeData();
    return IntStream.range(0, graph.channelBound())
        .filter(channel -> graph.read(2 * channel, data) || graph.read(2 * channel + 1, data));
  }

  private static ChannelAnnouncement announcement(GraphView graph, int channel) {
    PublicKey node1 = graph.nodeId(graph.endpoint(channel, 0));
    PublicKey node2 = graph.nodeId(graph.endpoint(channel, 1));
    return ChannelAnnouncement.unsigned(
        Features.EMPTY,
        Network.REGTEST.chainHash(),
        graph.shortChannelId(channel),
        node1,
        node2,
        node1,
        node2);
  }

  private static ChannelUpdate update(
      GraphView graph, int edge, long timestamp, ChannelUpdate.Policy policy) {
    return ChannelUpdate.unsigned(
        Network.REGTEST.chainHash(),
        graph.shortChannelId(edge >> 1),
        graph.nodeId(graph.endpoint(edge >> 1, edge & 1)),
        graph.nodeId(graph.endpoint(edge >> 1, 1 - (edge & 1))),
        timestamp,
        false,
        true,
        policy);
  }

  private static void forEachPolicy(GraphView graph, BiConsumer<Integer, ChannelUpdate.Policy> to) {
    EdgeData data = new EdgeData();
    for (int edge = 0; edge < 2 * graph.channelBound(); edge++) {
      if (graph.read(edge, data)) {
        to.accept(edge, BenchGraph.outboundPolicy(data));
      }
    }
  }
}
