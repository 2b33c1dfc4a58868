package org.boltj.gossip.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.codec.WireReader;
import org.jspecify.annotations.Nullable;

/** Reads a {@link CompactFormat}. */
final class CompactReader {
  private static final int ID = 33;
  private static final int LEAST_BYTES_OF_NODE = ID + 2;
  private static final int LEAST_BYTES_OF_CHANNEL = 6;
  private static final int MOST_BYTES_OF_FEATURES = 0xffff;

  private final BinaryInput in;

  private CompactReader(BinaryInput in) {
    this.in = in;
  }

  static GraphSnapshot read(InputStream file, String name) throws IOException {
    byte[] start = file.readNBytes(CompactFormat.MAGIC.size() + 1);
    int version = start.length == 0 ? 0 : start[start.length - 1];
    if (!Bytes.of(start).slice(0, Math.max(0, start.length - 1)).equals(CompactFormat.MAGIC)) {
      throw new SnapshotFormatException(name, "byte 0", "not a compact snapshot");
    }
    if (version != CompactFormat.VERSION) {
      throw new SnapshotFormatException(
          name, "byte 7, field version", "version " + version + " is not known here");
    }
    try {
      BinaryInput in =
          new BinaryInput(new InflaterInputStream(file), name, "byte of the unpacked content");
      return new CompactReader(in).snapshot();
    } catch (ZipException e) {
      throw new SnapshotFormatException(name, "", "damaged: " + e.getMessage());
    } catch (EOFException e) {
      throw new SnapshotFormatException(name, "", "cut off");
    }
  }

  private GraphSnapshot snapshot() throws SnapshotFormatException {
    BlockHash chainHash = in.read("chain_hash", WireReader::chainHash);
    long nodes = in.number("nodes", Integer.MAX_VALUE);
    long channels = in.number("channels", Integer.MAX_VALUE);
    NodeColumns nodeColumns = nodes(in.count("nodes", nodes, LEAST_BYTES_OF_NODE));
    ChannelColumns channelColumns =
        channels(in.count("channels", channels, LEAST_BYTES_OF_CHANNEL), (int) nodes);
    PolicyColumns policyColumns = policies((int) (2 * channels));
    in.end();
    return new GraphSnapshot(chainHash, nodeColumns, channelColumns, policyColumns);
  }

  private NodeColumns nodes(int count) throws SnapshotFormatException {
    byte[] ids = in.read("node ids", wire -> wire.bytes(ID * count)).toArray();
    for (int node = 0; node < count; node++) {
      int at = node * ID;
      if (ids[at] != 2 && ids[at] != 3) {
        throw in.error("node ids", "node " + node + " has no compressed public key");
      }
      if (node > 0 && Arrays.compareUnsigned(ids, at - ID, at, ids, at, at + ID) >= 0) {
        throw in.error("node ids", "node " + node + " is not above the one before it");
      }
    }
    @Nullable Features[] features = features(count);
    return new NodeColumns(ids, aliases(count), features);
  }

  private @Nullable String[] aliases(int count) throws SnapshotFormatException {
    @Nullable String[] aliases = new String[count];
    for (int node = 0; node < count; node++) {
      int length = (int) in.number("alias", Integer.MAX_VALUE);
      if (length > 0) {
        byte[] text = in.read("alias", wire -> wire.bytes(length - 1)).toArray();
        aliases[node] = new String(text, StandardCharsets.UTF_8);
      }
    }
    return aliases;
  }

  private @Nullable Features[] features(int nodes) throws SnapshotFormatException {
    int count = in.count("distinct features", in.number("distinct features", nodes), 1);
    Features[] distinct = new Features[count];
    for (int at = 0; at < count; at++) {
      int length = (int) in.number("features", MOST_BYTES_OF_FEATURES);
      distinct[at] = Features.decode(in.read("features", wire -> wire.bytes(length)));
    }
    @Nullable Features[] all = new Features[nodes];
    for (int node = 0; node < nodes; node++) {
      int at = (int) in.number("features of node", count);
      all[node] = at == 0 ? null : distinct[at - 1];
    }
    return all;
  }

  private ChannelColumns channels(int count, int nodes) throws SnapshotFormatException {
    ChannelColumns channels =
        new ChannelColumns(new long[count], new int[2 * count], new long[count]);
    long id = 0;
    for (int channel = 0; channel < count; channel++) {
      long next = id + in.read("short_channel_id", WireReader::bigSize);
      if (channel > 0 && Long.compareUnsigned(next, id) <= 0) {
        throw in.error("short_channel_id", "is not above the one before it");
      }
      id = next;
      channels.shortChannelIds[channel] = id;
    }
    for (int end = 0; end < 2 * count; end++) {
      channels.ends[end] = (int) in.number("node", nodes - 1L);
      if (end % 2 == 1 && channels.ends[end - 1] >= channels.ends[end]) {
        throw in.error("node", "the lesser node must come first");
      }
    }
    for (int channel = 0; channel < count; channel++) {
      channels.capacitiesSat[channel] = in.number("capacity", Satoshi.MAX_MONEY.sat() + 1) - 1;
    }
    return channels;
  }

  private interface Put {
    void put(int edge, long value);
  }

  private PolicyColumns policies(int edges) throws SnapshotFormatException {
    PolicyColumns to = new PolicyColumns(in.count("flags", edges, 1));
    in.read("flags", wire -> wire.bytes(edges)).copyTo(to.flags, 0);
    for (byte flags : to.flags) {
      if (flags != 0 && flags != 1 && flags != 3) {
        throw in.error("flags", "not the flags of an edge: " + flags);
      }
    }
    long u32 = FieldText.MAX_32_BITS;
    long money = MilliSatoshi.MAX_MONEY.msat();
    column(to, "timestamp", u32, (edge, value) -> to.lastUpdates[edge] = (int) value);
    column(to, "cltv_expiry_delta", 0xffff, (edge, v) -> to.cltvExpiryDeltas[edge] = (char) v);
    column(to, "htlc_minimum_msat", money, (edge, v) -> to.htlcMinimumsMsat[edge] = v);
    column(to, "htlc_maximum_msat", money, (edge, v) -> to.htlcMaximumsMsat[edge] = v);
    column(to, "fee_base_msat", u32, (edge, v) -> to.feeBasesMsat[edge] = (int) v);
    column(to, "fee_proportional_millionths", u32, (edge, v) -> to.feeMillionths[edge] = (int) v);
    column(
        to,
        "inbound_fee_base_msat",
        u32,
        (edge, v) -> to.inboundBasesMsat[edge] = CompactFormat.toSigned(v));
    column(
        to,
        "inbound_fee_proportional_millionths",
        u32,
        (edge, v) -> to.inboundMillionths[edge] = CompactFormat.toSigned(v));
    return to;
  }

  private void column(PolicyColumns policies, String field, long most, Put put)
      throws SnapshotFormatException {
    for (int edge = 0; edge < policies.flags.length; edge++) {
      if (policies.isKnown(edge)) {
        put.put(edge, in.number(field, most));
      }
    }
  }
}
