package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.jspecify.annotations.Nullable;

/**
 * Reads what LND's {@code describegraph} writes: {@code nodes} and {@code edges}. Numbers may be
 * strings. A policy that is null or missing is not known; a capacity of 0 is not known; a largest
 * HTLC of 0 is the capacity. Addresses, colours and custom records are left out.
 */
final class LndGraphReader {
  private final JsonInput in;
  private final SnapshotBuilder builder = new SnapshotBuilder();
  private boolean sawEdges;

  private LndGraphReader(JsonInput in) {
    this.in = in;
  }

  static GraphSnapshot read(InputStream in, String file) throws IOException {
    LndGraphReader[] reader = new LndGraphReader[1];
    JsonInput.readObject(
        in,
        file,
        input -> {
          reader[0] = new LndGraphReader(input);
          return reader[0]::section;
        });
    if (!reader[0].sawEdges) {
      throw new SnapshotFormatException(file, "", "has no list 'edges'");
    }
    return reader[0].builder.build();
  }

  private void section(String name) throws IOException {
    switch (name) {
      case "nodes" -> in.array(element -> node());
      case "edges" -> {
        sawEdges = true;
        in.array(element -> new Edge().read());
      }
      default -> in.skip();
    }
  }

  private void node() throws IOException {
    Node node = new Node();
    in.object(node::field);
    if (node.id == null) {
      throw in.error("the node lacks pub_key");
    }
    builder.describe(builder.node(node.id), node.alias, node.features);
  }

  private final class Node {
    private @Nullable PublicKey id;
    private @Nullable String alias;
    private @Nullable Features features;

    private void field(String name) throws IOException {
      switch (name) {
        case "pub_key" -> id = in.value(FieldText::nodeId);
        case "alias" -> alias = in.text();
        case "features" -> in.object(this::feature);
        default -> in.skip();
      }
    }

    private void feature(String bit) throws IOException {
      int number;
      try {
        number = (int) FieldText.number(bit, 0, 0xffff);
      } catch (IllegalArgumentException e) {
        throw in.error("should be the number of a feature bit");
      }
      features = (features == null ? Features.EMPTY : features).withBit(number);
      in.skip();
    }
  }

  private final class Edge {
    private @Nullable ShortChannelId id;
    private @Nullable PublicKey node1;
    private @Nullable PublicKey node2;
    private long capacity;
    private @Nullable PolicyDraft policy1;
    private @Nullable PolicyDraft policy2;

    private void read() throws IOException {
      in.object(this::field);
      ShortChannelId channel = id;
      PublicKey a = node1;
      PublicKey b = node2;
      if (channel == null || a == null || b == null) {
        throw in.error("the edge lacks channel_id, node1_pub or node2_pub");
      }
      long known = capacity == 0 ? GraphSnapshot.UNKNOWN_CAPACITY : capacity;
      try {
        int edge = builder.channel(channel, builder.node(a), builder.node(b), known);
        if (policy1 != null) {
          builder.policy(edge, policy1.build(known));
        }
        if (policy2 != null) {
          builder.policy(edge ^ 1, policy2.build(known));
        }
      } catch (IllegalArgumentException e) {
        throw in.error(String.valueOf(e.getMessage()));
      }
    }

    private void field(String name) throws IOException {
      switch (name) {
        case "channel_id" -> id = in.value(FieldText::shortChannelId);
        case "node1_pub" -> node1 = in.value(FieldText::nodeId);
        case "node2_pub" -> node2 = in.value(FieldText::nodeId);
        case "capacity" -> capacity = in.number(0, Satoshi.MAX_MONEY.sat());
        case "node1_policy" -> policy1 = policy();
        case "node2_policy" -> policy2 = policy();
        default -> in.skip();
      }
    }
  }

  private @Nullable PolicyDraft policy() throws IOException {
    if (in.isNull()) {
      return null;
    }
    PolicyDraft draft = new PolicyDraft();
    in.object(name -> policyField(draft, name));
    if (!draft.missing().isEmpty()) {
      throw in.error("the policy lacks " + String.join(", ", draft.missing()));
    }
    return draft;
  }

  private void policyField(PolicyDraft draft, String name) throws IOException {
    switch (name) {
      case "time_lock_delta" -> draft.cltvExpiryDelta = (int) in.number(0, 0xffff);
      case "min_htlc" -> draft.htlcMinimum = in.value(FieldText::bound);
      case "max_htlc_msat" -> draft.htlcMaximum = in.value(FieldText::bound);
      case "fee_base_msat" -> draft.feeBaseMsat = in.number(0, FieldText.MAX_32_BITS);
      case "fee_rate_milli_msat" ->
          draft.feeProportionalMillionths = in.number(0, FieldText.MAX_32_BITS);
      case "disabled" -> draft.disabled = in.bool();
      case "last_update" -> draft.timestamp = in.number(0, FieldText.MAX_32_BITS);
      case "inbound_fee_base_msat" -> draft.inboundFeeBaseMsat = signed();
      case "inbound_fee_rate_milli_msat" -> draft.inboundFeeProportionalMillionths = signed();
      default -> in.skip();
    }
  }

  private int signed() throws IOException {
    return (int) in.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
