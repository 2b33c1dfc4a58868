package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;

/**
 * Reads a pair of CSV files: nodes with their numbers, and one row a channel with the fields of the
 * directions {@code ab_} and {@code ba_}; see {@link CsvGraphWriter} for the columns. Only {@code
 * channel}, {@code node_a}, {@code node_b}, {@code ab_enabled} and {@code ba_enabled} must be
 * filled. A direction whose other fields are empty is not known; it must not be enabled then. Where
 * the file has no short channel ids, the channel with the number n is 1xnx0.
 */
final class CsvGraphReader {
  private static final long MOST_CHANNELS = 0xffffff;

  private final SnapshotBuilder builder = new SnapshotBuilder();
  private final Map<String, Integer> nodes = new HashMap<>();

  /** The file of nodes, which comes first. */
  void readNodes(InputStream in, String file) throws IOException {
    CsvRow.readAll(in, file, this::node);
  }

  GraphSnapshot readChannels(InputStream in, String file) throws IOException {
    CsvRow.readAll(in, file, this::channel);
    return builder.build();
  }

  private void node(CsvRow row) throws IOException {
    int node = builder.node(row.value("pubkey", FieldText::nodeId));
    if (nodes.putIfAbsent(row.value("node", text -> text), node) != null) {
      throw row.error("node", "the number " + row.optional("node") + " stands there twice");
    }
    builder.describe(
        node,
        row.optional("alias"),
        row.optional("features") == null ? null : row.value("features", FieldText::features));
  }

  private void channel(CsvRow row) throws IOException {
    long number = row.number("channel", 0, MOST_CHANNELS);
    ShortChannelId id =
        row.optional("short_channel_id") == null
            ? ShortChannelId.of(1, (int) number, 0)
            : row.value("short_channel_id", FieldText::shortChannelId);
    long capacity =
        row.number("capacity_sat", 0, Satoshi.MAX_MONEY.sat(), GraphSnapshot.UNKNOWN_CAPACITY);
    int a = node(row, "node_a");
    int b = node(row, "node_b");
    int edge;
    try {
      edge = builder.channel(id, a, b, capacity);
    } catch (IllegalArgumentException e) {
      throw row.error("node_b", String.valueOf(e.getMessage()));
    }
    policy(row, "ab_", edge, capacity);
    policy(row, "ba_", edge ^ 1, capacity);
  }

  private int node(CsvRow row, String field) throws IOException {
    return row.value(
        field,
        number -> {
          Integer node = nodes.get(number);
          if (node == null) {
            throw new IllegalArgumentException("there is no node with the number " + number);
          }
          return node;
        });
  }

  private void policy(CsvRow row, String direction, int edge, long capacity) throws IOException {
    boolean enabled = row.number(direction + "enabled", 0, 1) == 1;
    if (!enabled && row.optional(direction + "base_msat") == null) {
      return;
    }
    PolicyDraft draft = new PolicyDraft();
    draft.disabled = !enabled;
    draft.timestamp = row.number(direction + "last_update", 0, FieldText.MAX_32_BITS, 0);
    draft.feeBaseMsat = row.number(direction + "base_msat", 0, FieldText.MAX_32_BITS);
    draft.feeProportionalMillionths = row.number(direction + "ppm", 0, FieldText.MAX_32_BITS);
    draft.cltvExpiryDelta = (int) row.number(direction + "cltv_delta", 0, 0xffff);
    draft.htlcMinimum = row.value(direction + "htlc_min_msat", FieldText::bound);
    if (row.optional(direction + "htlc_max_msat") != null) {
      draft.htlcMaximum = row.value(direction + "htlc_max_msat", FieldText::bound);
    }
    draft.inboundFeeBaseMsat = signed(row, direction + "inbound_base_msat");
    draft.inboundFeeProportionalMillionths = signed(row, direction + "inbound_ppm");
    builder.policy(edge, draft.build(capacity));
  }

  private static int signed(CsvRow row, String field) throws IOException {
    return (int) row.number(field, Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
  }
}
