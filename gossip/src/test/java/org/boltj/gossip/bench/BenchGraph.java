package org.boltj.gossip.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;

/**
 * A graph to measure on.
 *
 * @param name of the file, or of the generator
 * @param snapshot from which it was made
 * @param view of which every contestant gets the same edges
 * @param core numbers of the nodes of the live core, between which is paid
 * @param nowSeconds the time at which it is looked at
 */
public record BenchGraph(
    String name, GraphSnapshot snapshot, GraphView view, List<Integer> core, long nowSeconds) {
  /** The snapshot with all that it lists. */
  static BenchGraph of(String name, GraphSnapshot snapshot) {
    GraphSnapshot live = snapshot.liveCore();
    List<Integer> core =
        IntStream.range(0, live.nodeCount())
            .map(node -> snapshot.nodeIndex(live.nodeId(node)))
            .boxed()
            .toList();
    long latest = snapshot.latestUpdate();
    return new BenchGraph(
        name, snapshot, snapshot.toGraph(), core, latest == 0 ? NetworkGenerator.NOW : latest);
  }

  /** The live core alone. */
  BenchGraph liveCore() {
    return of(name + ", live core", snapshot.liveCore());
  }

  /** The same without inbound fees (bLIP 18), which no rival knows. */
  BenchGraph withoutInboundFees() {
    ChannelGraph graph = new ChannelGraph();
    for (int node = 0; node < snapshot.nodeCount(); node++) {
      graph.addNode(snapshot.nodeId(node));
      snapshot.features(node).ifPresent(features(graph, node));
    }
    EdgeData data = new EdgeData();
    for (int channel = 0; channel < snapshot.channelCount(); channel++) {
      graph.addChannel(
          snapshot.shortChannelId(channel),
          snapshot.nodeId(snapshot.node1(channel)),
          snapshot.nodeId(snapshot.node2(channel)),
          snapshot.capacitySat(channel).orElse(ChannelGraph.UNKNOWN_CAPACITY));
      for (int edge = 2 * channel; edge <= 2 * channel + 1; edge++) {
        if (view.read(edge, data)) {
          graph.setPolicy(edge, nowSeconds, false, outboundPolicy(data));
        }
      }
    }
    return new BenchGraph(name, snapshot, graph, core, nowSeconds);
  }

  private static Consumer<Features> features(ChannelGraph graph, int node) {
    return features -> graph.setNodeFeatures(node, features);
  }

  /** How many edges have inbound fees. */
  long inboundFees() {
    EdgeData data = new EdgeData();
    return IntStream.range(0, 2 * view.channelBound())
        .filter(edge -> view.read(edge, data) && hasInboundFee(data))
        .count();
  }

  private static boolean hasInboundFee(EdgeData data) {
    return (data.inboundFeeBaseMsat() | data.inboundFeeProportionalMillionths()) != 0;
  }

  static ChannelUpdate.Policy outboundPolicy(EdgeData data) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(data.cltvExpiryDelta()),
        MilliSatoshi.of(data.htlcMinimumMsat()),
        data.feeBaseMsat(),
        data.feeProportionalMillionths(),
        MilliSatoshi.of(data.htlcMaximumMsat()));
  }

  /** What is worth knowing about it. */
  Map<String, Object> about() {
    EdgeData data = new EdgeData();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("nodes", snapshot.nodeCount());
    about.put("channels", snapshot.channelCount());
    about.put(
        "usable_edges",
        IntStream.range(0, 2 * view.channelBound()).filter(e -> view.read(e, data)).count());
    about.put("edges_with_inbound_fees", inboundFees());
    about.put("core_nodes", core.size());
    about.put("core_channels", snapshot.liveCore().channelCount());
    return about;
  }
}
