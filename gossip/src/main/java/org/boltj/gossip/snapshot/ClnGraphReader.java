package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Core Lightning's {@code listchannels} and {@code listnodes} write, in two files or in
 * one object with {@code channels} and {@code nodes}. Each entry of {@code channels} is one
 * direction, each amount a number or a string that ends in msat. Channels that are not public are
 * left out, and so are addresses and colours.
 */
final class ClnGraphReader {
  private final SnapshotBuilder builder = new SnapshotBuilder();

  /** Takes in one of the files, in any order. */
  void read(InputStream in, String file) throws IOException {
    JsonInput.readObject(in, file, input -> name -> section(input, name));
  }

  GraphSnapshot build() {
    return builder.build();
  }

  private void section(JsonInput in, String name) throws IOException {
    switch (name) {
      case "channels" -> in.array(element -> new Direction(in).read());
      case "nodes" -> in.array(element -> new Node(in).read());
      default -> in.skip();
    }
  }

  private final class Node {
    private final JsonInput in;
    private @Nullable PublicKey id;
    private @Nullable String alias;
    private @Nullable Features features;

    Node(JsonInput in) {
      this.in = in;
    }

    private void read() throws IOException {
      in.object(this::field);
      PublicKey nodeId = id;
      if (nodeId == null) {
        throw in.error("the node lacks nodeid");
      }
      builder.describe(builder.node(nodeId), alias, features);
    }

    private void field(String name) throws IOException {
      switch (name) {
        case "nodeid" -> id = in.value(FieldText::nodeId);
        case "alias" -> alias = in.text();
        case "features" -> features = in.value(FieldText::features);
        default -> in.skip();
      }
    }
  }

  private final class Direction {
    private final JsonInput in;
    private final PolicyDraft draft = new PolicyDraft();
    private @Nullable ShortChannelId id;
    private @Nullable PublicKey source;
    private @Nullable PublicKey destination;
    private long capacitySat = GraphSnapshot.UNKNOWN_CAPACITY;
    private boolean isPublic = true;
    private @Nullable Boolean active;

    Direction(JsonInput in) {
      this.in = in;
    }

    private void read() throws IOException {
      in.object(this::field);
      ShortChannelId channel = id;
      PublicKey from = source;
      PublicKey to = destination;
      if (channel == null || from == null || to == null) {
        throw in.error("the entry lacks short_channel_id, source or destination");
      }
      if (isPublic) {
        draft.disabled = active == null ? draft.disabled : !active;
        try {
          add(channel, from, to);
        } catch (IllegalArgumentException e) {
          throw in.error(String.valueOf(e.getMessage()));
        }
      }
    }

    private void add(ShortChannelId channel, PublicKey from, PublicKey to) {
      int source = builder.node(from);
      int edge = builder.edge(channel, source, builder.node(to));
      if (edge < 0) {
        edge = builder.channel(channel, source, builder.node(to), capacitySat);
      }
      if (builder.hasPolicy(edge)) {
        throw new IllegalArgumentException(
            "channel " + channel + " stands there twice from " + from);
      }
      builder.policy(edge, draft.build(capacitySat));
    }

    private void field(String name) throws IOException {
      switch (name) {
        case "short_channel_id" -> id = in.value(FieldText::shortChannelId);
        case "source" -> source = in.value(FieldText::nodeId);
        case "destination" -> destination = in.value(FieldText::nodeId);
        case "amount_msat" -> capacitySat = in.value(FieldText::bound).toSatoshi().sat();
        case "public" -> isPublic = in.bool();
        case "active" -> active = in.bool();
        case "channel_flags" -> draft.disabled = (in.number(0, 255) & 2) != 0;
        default -> policyField(name);
      }
    }

    private void policyField(String name) throws IOException {
      switch (name) {
        case "last_update" -> draft.timestamp = in.number(0, FieldText.MAX_32_BITS);
        case "delay" -> draft.cltvExpiryDelta = (int) in.number(0, 0xffff);
        case "base_fee_millisatoshi" -> draft.feeBaseMsat = in.number(0, FieldText.MAX_32_BITS);
        case "fee_per_millionth" ->
            draft.feeProportionalMillionths = in.number(0, FieldText.MAX_32_BITS);
        case "htlc_minimum_msat" -> draft.htlcMinimum = in.value(FieldText::bound);
        case "htlc_maximum_msat" -> draft.htlcMaximum = in.value(FieldText::bound);
        default -> in.skip();
      }
    }
  }
}
