package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a first message of rapid gossip sync with all of a snapshot: version 2, whose time is that
 * of the latest update. It loses aliases, inbound fees and the times of the others. Nodes without
 * channels are left out.
 */
final class RapidGossipWriter {
  private static final int VERSION = 2;
  private static final int MOST_USUAL_FEATURES = 6;
  private static final int OWN_FEATURES = 7;
  private static final int FEATURES_SHIFT = 3;
  private static final long MORE_OF_CHANNEL = 1L << 63;

  private final GraphSnapshot graph;
  private final PolicyColumns policies;
  private final WireWriter out = new WireWriter();

  private RapidGossipWriter(GraphSnapshot graph) {
    this.graph = graph;
    this.policies = graph.policies();
  }

  static void write(GraphSnapshot graph, OutputStream file) throws IOException {
    RapidGossipWriter writer = new RapidGossipWriter(graph);
    writer.out.bytes(RapidGossipReader.MAGIC).u8(VERSION);
    writer.out.chainHash(graph.chainHash()).u32(graph.latestUpdate());
    writer.nodes();
    writer.updates();
    file.write(writer.out.toBytes().toArray());
  }

  private void nodes() {
    int[] numbers = new int[graph.nodeCount()];
    int[] joined =
        IntStream.range(0, 2 * graph.channelCount()).map(graph::from).distinct().sorted().toArray();
    List<Features> usual = usualFeatures(joined);
    out.u8(usual.size());
    usual.forEach(features -> out.bytes16(features.encode()));
    out.u32(joined.length);
    for (int at = 0; at < joined.length; at++) {
      numbers[joined[at]] = at;
      node(graph.nodeId(joined[at]), graph.nodes().features[joined[at]], usual);
    }
    channels(numbers);
  }

  private List<Features> usualFeatures(int[] joined) {
    Map<Features, Integer> counts = new HashMap<>();
    for (int node : joined) {
      graph.features(node).ifPresent(features -> counts.merge(features, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Features, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(entry -> entry.getKey().encode()))
        .limit(MOST_USUAL_FEATURES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void node(PublicKey id, @Nullable Features features, List<Features> usual) {
    int at = features == null ? -1 : usual.indexOf(features);
    int marker = features == null ? 0 : at < 0 ? OWN_FEATURES : at + 1;
    byte[] flagged = id.value().toArray();
    flagged[0] |= (byte) (marker << FEATURES_SHIFT);
    out.bytes(Bytes.wrap(flagged));
    if (features != null && marker == OWN_FEATURES) {
      out.bytes16(features.encode());
    }
  }

  private void channels(int[] numbers) {
    out.u32(graph.channelCount());
    long before = 0;
    for (int channel = 0; channel < graph.channelCount(); channel++) {
      long id = graph.channels().shortChannelIds[channel];
      out.bytes16(Bytes.EMPTY).bigSize(id - before).bigSize(numbers[graph.node1(channel)]);
      before = id;
      OptionalLong capacity = graph.capacitySat(channel);
      int node2 = numbers[graph.node2(channel)];
      out.bigSize(capacity.isPresent() ? MORE_OF_CHANNEL | node2 : node2);
      if (capacity.isPresent()) {
        out.bytes16(new WireWriter().bigSize(capacity.getAsLong()).toBytes());
      }
    }
  }

  private void updates() {
    int[] edges = IntStream.range(0, policies.flags.length).filter(policies::isKnown).toArray();
    out.u32(edges.length);
    if (edges.length == 0) {
      return;
    }
    long delta = mostUsual(edges, edge -> policies.cltvExpiryDeltas[edge]);
    long minimum = mostUsual(edges, edge -> policies.htlcMinimumsMsat[edge]);
    long base = mostUsual(edges, edge -> Integer.toUnsignedLong(policies.feeBasesMsat[edge]));
    long part = mostUsual(edges, edge -> Integer.toUnsignedLong(policies.feeMillionths[edge]));
    long maximum = mostUsual(edges, edge -> policies.htlcMaximumsMsat[edge]);
    out.u16((int) delta).u64(minimum).u32(base).u32(part).u64(maximum);
    long before = 0;
    for (int edge : edges) {
      long id = graph.channels().shortChannelIds[edge / 2];
      out.bigSize(id - before);
      before = id;
      update(edge, delta, minimum, base, part, maximum);
    }
  }

  /** The value that most edges have; of several the least. */
  private static long mostUsual(int[] edges, IntToLongFunction values) {
    Map<Long, Integer> counts = new HashMap<>();
    for (int edge : edges) {
      counts.merge(values.applyAsLong(edge), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }

  private void update(int edge, long delta, long minimum, long base, long part, long maximum) {
    int flags = edge % 2 == 1 ? RapidUpdates.DIRECTION : 0;
    flags |= policies.isDisabled(edge) ? RapidUpdates.DISABLE : 0;
    WireWriter fields = new WireWriter();
    if (policies.cltvExpiryDeltas[edge] != delta) {
      flags |= RapidUpdates.CLTV;
      fields.u16(policies.cltvExpiryDeltas[edge]);
    }
    if (policies.htlcMinimumsMsat[edge] != minimum) {
      flags |= RapidUpdates.HTLC_MINIMUM;
      fields.u64(policies.htlcMinimumsMsat[edge]);
    }
    if (policies.feeBasesMsat[edge] != (int) base) {
      flags |= RapidUpdates.FEE_BASE;
      fields.u32(Integer.toUnsignedLong(policies.feeBasesMsat[edge]));
    }
    if (policies.feeMillionths[edge] != (int) part) {
      flags |= RapidUpdates.FEE_PROPORTIONAL;
      fields.u32(Integer.toUnsignedLong(policies.feeMillionths[edge]));
    }
    if (policies.htlcMaximumsMsat[edge] != maximum) {
      flags |= RapidUpdates.HTLC_MAXIMUM;
      fields.u64(policies.htlcMaximumsMsat[edge]);
    }
    out.u8(flags).bytes(fields.toBytes());
  }
}
