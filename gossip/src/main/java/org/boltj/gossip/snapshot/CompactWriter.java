package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.codec.WireWriter;

/** Writes a {@link CompactFormat}. */
final class CompactWriter {
  private final GraphSnapshot graph;
  private final WireWriter out = new WireWriter();

  private CompactWriter(GraphSnapshot graph) {
    this.graph = graph;
  }

  static void write(GraphSnapshot graph, OutputStream file) throws IOException {
    CompactWriter writer = new CompactWriter(graph);
    writer.nodes();
    writer.channels();
    writer.policies();
    file.write(CompactFormat.MAGIC.toArray());
    file.write(CompactFormat.VERSION);
    DeflaterOutputStream packed =
        new DeflaterOutputStream(file, new Deflater(Deflater.BEST_COMPRESSION));
    packed.write(writer.out.toBytes().toArray());
    packed.finish();
  }

  private void nodes() {
    out.chainHash(graph.chainHash()).bigSize(graph.nodeCount()).bigSize(graph.channelCount());
    out.bytes(Bytes.of(graph.nodes().ids));
    Map<Features, Integer> distinct = new LinkedHashMap<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      graph.features(node).ifPresent(f -> distinct.putIfAbsent(f, distinct.size() + 1));
    }
    out.bigSize(distinct.size());
    for (Features features : distinct.keySet()) {
      Bytes encoded = features.encode();
      out.bigSize(encoded.size()).bytes(encoded);
    }
    for (int node = 0; node < graph.nodeCount(); node++) {
      out.bigSize(graph.features(node).map(distinct::get).orElse(0));
    }
    for (int node = 0; node < graph.nodeCount(); node++) {
      String alias = graph.nodes().aliases[node];
      if (alias == null) {
        out.bigSize(0);
      } else {
        Bytes text = Bytes.wrap(alias.getBytes(StandardCharsets.UTF_8));
        out.bigSize(text.size() + 1L).bytes(text);
      }
    }
  }

  private void channels() {
    ChannelColumns channels = graph.channels();
    long before = 0;
    for (long id : channels.shortChannelIds) {
      out.bigSize(id - before);
      before = id;
    }
    for (int end : channels.ends) {
      out.bigSize(end);
    }
    for (long capacity : channels.capacitiesSat) {
      out.bigSize(capacity + 1);
    }
  }

  private void policies() {
    PolicyColumns policies = graph.policies();
    out.bytes(Bytes.of(policies.flags));
    column(policies::lastUpdate);
    column(edge -> policies.cltvExpiryDeltas[edge]);
    column(edge -> policies.htlcMinimumsMsat[edge]);
    column(edge -> policies.htlcMaximumsMsat[edge]);
    column(edge -> Integer.toUnsignedLong(policies.feeBasesMsat[edge]));
    column(edge -> Integer.toUnsignedLong(policies.feeMillionths[edge]));
    column(edge -> CompactFormat.fromSigned(policies.inboundBasesMsat[edge]));
    column(edge -> CompactFormat.fromSigned(policies.inboundMillionths[edge]));
  }

  private void column(IntToLongFunction values) {
    PolicyColumns policies = graph.policies();
    for (int edge = 0; edge < policies.flags.length; edge++) {
      if (policies.isKnown(edge)) {
        out.bigSize(values.applyAsLong(edge));
      }
    }
  }
}
