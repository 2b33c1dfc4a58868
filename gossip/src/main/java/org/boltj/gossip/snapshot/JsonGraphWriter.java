package org.boltj.gossip.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * Writes JSON in the shapes of LND's {@code describegraph} and of Core Lightning's {@code
 * listchannels} and {@code listnodes}. LND's loses the chain; Core Lightning's the chain, inbound
 * fees, and channels of which no direction is known.
 */
final class JsonGraphWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int BITS_A_BYTE = 8;

  private final GraphSnapshot graph;

  JsonGraphWriter(GraphSnapshot graph) {
    this.graph = graph;
  }

  /** Writes one entry of a list, or nothing. */
  private interface Entry {
    void write(JsonGenerator json, int number) throws IOException;
  }

  private static void list(JsonGenerator json, String name, int size, Entry entry)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int number = 0; number < size; number++) {
      entry.write(json, number);
    }
    json.writeEndArray();
  }

  private static JsonGenerator start(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(new LinePerEntry());
    json.writeStartObject();
    return json;
  }

  // ---- LND ----

  void writeLnd(OutputStream out) throws IOException {
    try (JsonGenerator json = start(out)) {
      list(json, "nodes", graph.nodeCount(), this::lndNode);
      list(json, "edges", graph.channelCount(), this::lndEdge);
      json.writeEndObject();
    }
  }

  private void lndNode(JsonGenerator json, int node) throws IOException {
    json.writeStartObject();
    json.writeStringField("pub_key", graph.nodeId(node).toString());
    Optional<String> alias = graph.alias(node);
    if (alias.isPresent()) {
      json.writeStringField("alias", alias.get());
    }
    Optional<Features> features = graph.features(node);
    if (features.isPresent()) {
      json.writeObjectFieldStart("features");
      int bits = features.get().encode().size() * BITS_A_BYTE;
      for (int bit = 0; bit < bits; bit++) {
        if (features.get().hasBit(bit)) {
          json.writeObjectFieldStart(Integer.toString(bit));
          json.writeBooleanField("is_required", bit % 2 == 0);
          json.writeEndObject();
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void lndEdge(JsonGenerator json, int channel) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "channel_id", Long.toUnsignedString(graph.shortChannelId(channel).value()));
    json.writeStringField("node1_pub", graph.nodeId(graph.node1(channel)).toString());
    json.writeStringField("node2_pub", graph.nodeId(graph.node2(channel)).toString());
    json.writeStringField("capacity", Long.toString(graph.capacitySat(channel).orElse(0)));
    lndPolicy(json, "node1_policy", 2 * channel);
    lndPolicy(json, "node2_policy", 2 * channel + 1);
    json.writeEndObject();
  }

  private void lndPolicy(JsonGenerator json, String name, int edge) throws IOException {
    Optional<DirectionEntry> entry = graph.policy(edge);
    if (entry.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    ChannelUpdate.Policy policy = entry.get().policy();
    json.writeObjectFieldStart(name);
    json.writeNumberField("time_lock_delta", policy.cltvExpiryDelta().blocks());
    json.writeStringField("min_htlc", Long.toString(policy.htlcMinimumMsat().msat()));
    json.writeStringField("fee_base_msat", Long.toString(policy.feeBaseMsat()));
    json.writeStringField("fee_rate_milli_msat", Long.toString(policy.feeProportionalMillionths()));
    json.writeBooleanField("disabled", entry.get().disabled());
    json.writeStringField("max_htlc_msat", Long.toString(policy.htlcMaximumMsat().msat()));
    json.writeNumberField("last_update", entry.get().timestamp());
    json.writeNumberField("inbound_fee_base_msat", policy.inboundFeeBaseMsat());
    json.writeNumberField("inbound_fee_rate_milli_msat", policy.inboundFeeProportionalMillionths());
    json.writeEndObject();
  }

  // ---- Core Lightning ----

  void writeClnNodes(OutputStream out) throws IOException {
    try (JsonGenerator json = start(out)) {
      list(json, "nodes", graph.nodeCount(), this::clnNode);
      json.writeEndObject();
    }
  }

  private void clnNode(JsonGenerator json, int node) throws IOException {
    json.writeStartObject();
    json.writeStringField("nodeid", graph.nodeId(node).toString());
    Optional<String> alias = graph.alias(node);
    if (alias.isPresent()) {
      json.writeStringField("alias", alias.get());
    }
    Optional<Bytes> features = graph.features(node).map(Features::encode);
    if (features.isPresent()) {
      json.writeStringField("features", features.get().toHex());
    }
    json.writeEndObject();
  }

  void writeClnChannels(OutputStream out) throws IOException {
    try (JsonGenerator json = start(out)) {
      list(json, "channels", 2 * graph.channelCount(), this::clnDirection);
      json.writeEndObject();
    }
  }

  private void clnDirection(JsonGenerator json, int edge) throws IOException {
    Optional<DirectionEntry> entry = graph.policy(edge);
    if (entry.isEmpty()) {
      return;
    }
    ChannelUpdate.Policy policy = entry.get().policy();
    json.writeStartObject();
    json.writeStringField("source", graph.nodeId(graph.from(edge)).toString());
    json.writeStringField("destination", graph.nodeId(graph.to(edge)).toString());
    json.writeStringField("short_channel_id", graph.shortChannelId(edge / 2).toString());
    json.writeNumberField("direction", edge % 2);
    json.writeBooleanField("public", true);
    OptionalLong capacity = graph.capacitySat(edge / 2);
    if (capacity.isPresent()) {
      json.writeNumberField("amount_msat", capacity.getAsLong() * 1000);
    }
    json.writeNumberField("message_flags", 1);
    json.writeNumberField("channel_flags", edge % 2 + (entry.get().disabled() ? 2 : 0));
    json.writeBooleanField("active", !entry.get().disabled());
    json.writeNumberField("last_update", entry.get().timestamp());
    json.writeNumberField("base_fee_millisatoshi", policy.feeBaseMsat());
    json.writeNumberField("fee_per_millionth", policy.feeProportionalMillionths());
    json.writeNumberField("delay", policy.cltvExpiryDelta().blocks());
    json.writeNumberField("htlc_minimum_msat", policy.htlcMinimumMsat().msat());
    json.writeNumberField("htlc_maximum_msat", policy.htlcMaximumMsat().msat());
    json.writeStringField("features", "");
    json.writeEndObject();
  }
}
