package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.boltj.base.Features;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * Writes a pair of CSV files. Nodes: number, public key, alias, how many channels, features in
 * hexadecimal. Channels: number, numbers of both nodes, capacity (sat), then of each direction
 * whether it is enabled, base fee (msat), proportional fee (millionths), expiry delta (blocks),
 * least and largest HTLC (msat), and at the end what other writers of such files leave out: short
 * channel id, and of each direction timestamp (seconds) and inbound fees. Nothing of a snapshot is
 * lost but the chain.
 */
final class CsvGraphWriter {
  private static final CsvFactory FACTORY = new CsvFactory();

  private static final List<String> USUAL =
      List.of("enabled", "base_msat", "ppm", "cltv_delta", "htlc_min_msat", "htlc_max_msat");
  private static final List<String> MORE =
      List.of("last_update", "inbound_base_msat", "inbound_ppm");

  private final GraphSnapshot graph;

  CsvGraphWriter(GraphSnapshot graph) {
    this.graph = graph;
  }

  private static CsvGenerator start(OutputStream out, Stream<String> columns) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
    columns.forEach(schema::addColumn);
    CsvGenerator csv = FACTORY.createGenerator(out);
    csv.setSchema(schema.build());
    return csv;
  }

  void writeNodes(OutputStream out) throws IOException {
    int[] channels = new int[graph.nodeCount()];
    for (int edge = 0; edge < 2 * graph.channelCount(); edge++) {
      channels[graph.from(edge)]++;
    }
    try (CsvGenerator csv =
        start(out, Stream.of("node", "pubkey", "alias", "channels", "features"))) {
      for (int node = 0; node < channels.length; node++) {
        csv.writeStartObject();
        csv.writeNumberField("node", node);
        csv.writeStringField("pubkey", graph.nodeId(node).toString());
        csv.writeStringField("alias", graph.alias(node).orElse(""));
        csv.writeNumberField("channels", channels[node]);
        csv.writeStringField(
            "features",
            graph.features(node).map(Features::encode).map(Object::toString).orElse(""));
        csv.writeEndObject();
      }
    }
  }

  void writeChannels(OutputStream out) throws IOException {
    Stream<String> columns =
        Stream.of(
                Stream.of("channel", "node_a", "node_b", "capacity_sat"),
                bothWays(USUAL),
                Stream.of("short_channel_id"),
                bothWays(MORE))
            .flatMap(each -> each);
    try (CsvGenerator csv = start(out, columns)) {
      for (int channel = 0; channel < graph.channelCount(); channel++) {
        csv.writeStartObject();
        csv.writeNumberField("channel", channel);
        csv.writeNumberField("node_a", graph.node1(channel));
        csv.writeNumberField("node_b", graph.node2(channel));
        if (graph.capacitySat(channel).isPresent()) {
          csv.writeNumberField("capacity_sat", graph.capacitySat(channel).getAsLong());
        }
        csv.writeStringField("short_channel_id", graph.shortChannelId(channel).toString());
        direction(csv, "ab_", 2 * channel);
        direction(csv, "ba_", 2 * channel + 1);
        csv.writeEndObject();
      }
    }
  }

  private static Stream<String> bothWays(List<String> fields) {
    return Stream.of("ab_", "ba_").flatMap(prefix -> fields.stream().map(prefix::concat));
  }

  private void direction(CsvGenerator csv, String prefix, int edge) throws IOException {
    csv.writeNumberField(prefix + "enabled", graph.isEnabled(edge) ? 1 : 0);
    if (!graph.hasPolicy(edge)) {
      return;
    }
    DirectionEntry entry = graph.policy(edge).orElseThrow();
    ChannelUpdate.Policy policy = entry.policy();
    csv.writeNumberField(prefix + "base_msat", policy.feeBaseMsat());
    csv.writeNumberField(prefix + "ppm", policy.feeProportionalMillionths());
    csv.writeNumberField(prefix + "cltv_delta", policy.cltvExpiryDelta().blocks());
    csv.writeNumberField(prefix + "htlc_min_msat", policy.htlcMinimumMsat().msat());
    csv.writeNumberField(prefix + "htlc_max_msat", policy.htlcMaximumMsat().msat());
    csv.writeNumberField(prefix + "last_update", entry.timestamp());
    csv.writeNumberField(prefix + "inbound_base_msat", policy.inboundFeeBaseMsat());
    csv.writeNumberField(prefix + "inbound_ppm", policy.inboundFeeProportionalMillionths());
  }
}
