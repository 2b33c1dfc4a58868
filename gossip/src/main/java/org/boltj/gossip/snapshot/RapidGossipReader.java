package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.gossip.message.ChannelUpdate;
import org.jspecify.annotations.Nullable;

/** Reads a rapid gossip message, see {@link RapidGossip}. */
final class RapidGossipReader {
  /** "LDK"; the version follows. */
  static final Bytes MAGIC = Bytes.fromHex("4c444b");

  private static final int WITH_NODE_DETAILS = 2;
  private static final int ID = 33;
  private static final int LEAST_BYTES_OF_CHANNEL = 5;
  private static final int LEAST_BYTES_OF_UPDATE = 2;

  // The first byte of a node id in version 2.
  private static final int KEY = 3;
  private static final int ADDRESSES = 4;
  private static final int FEATURES_SHIFT = 3;
  private static final int FEATURES = 7;
  private static final int OWN_FEATURES = 7;
  private static final int MORE = 128;

  /** In the number of a channel's second node in version 2: more data follows. */
  private static final long MORE_OF_CHANNEL = 1L << 63;

  private static final int LONG_LENGTH = 0xffff;

  private static final ChannelUpdate.Policy NO_DEFAULTS =
      new ChannelUpdate.Policy(new CltvExpiryDelta(0), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.ZERO);

  private final BinaryInput in;
  private int version;

  RapidGossipReader(InputStream in, String file) throws IOException {
    this.in = new BinaryInput(in, file, "byte");
  }

  RapidGossip read() throws SnapshotFormatException {
    Bytes magic = in.read("prefix", wire -> wire.bytes(MAGIC.size()));
    if (!magic.equals(MAGIC)) {
      throw in.error("prefix", "not a rapid gossip message");
    }
    version = in.read("version", WireReader::u8);
    if (version != 1 && version != WITH_NODE_DETAILS) {
      throw in.error("version", "version " + version + " is not known here");
    }
    BlockHash chainHash = in.read("chain_hash", WireReader::chainHash);
    long latestSeen = in.u32("latest_seen_timestamp");
    List<Features> usual = usualFeatures();
    PublicKey[] nodes = new PublicKey[in.count("node_id_count", in.u32("node_id_count"), ID)];
    @Nullable Features[] features = new Features[nodes.length];
    for (int node = 0; node < nodes.length; node++) {
      node(nodes, features, node, usual);
    }
    int channels =
        in.count("announcement_count", in.u32("announcement_count"), LEAST_BYTES_OF_CHANNEL);
    ChannelColumns announced =
        new ChannelColumns(new long[channels], new int[2 * channels], new long[channels]);
    boolean[] unroutable = new boolean[channels];
    for (int channel = 0; channel < channels; channel++) {
      channel(announced, unroutable, channel, nodes);
    }
    RapidUpdates updates = updates();
    in.end();
    return new RapidGossip(chainHash, latestSeen, nodes, features, announced, unroutable, updates);
  }

  private List<Features> usualFeatures() throws SnapshotFormatException {
    List<Features> usual = new ArrayList<>();
    int count = version == WITH_NODE_DETAILS ? in.read("default features", WireReader::u8) : 0;
    for (int at = 0; at < count; at++) {
      usual.add(in.features("default features"));
    }
    return usual;
  }

  private void node(
      PublicKey[] nodes, @Nullable Features[] features, int node, List<Features> usual)
      throws SnapshotFormatException {
    byte[] id = in.read("node id", wire -> wire.bytes(ID)).toArray();
    int details = version == WITH_NODE_DETAILS ? id[0] & ~KEY & 0xff : 0;
    id[0] &= (byte) ~details;
    if (id[0] != 2 && id[0] != 3) {
      throw in.error("node id", "node " + node + " has no compressed public key");
    }
    nodes[node] = new PublicKey(Bytes.wrap(id));
    if ((details & ADDRESSES) != 0) {
      int count = in.read("addresses", WireReader::u8);
      for (int at = 0; at < count; at++) {
        in.read("addresses", wire -> wire.bytes(wire.u8()));
      }
    }
    int marker = details >> FEATURES_SHIFT & FEATURES;
    if (marker == OWN_FEATURES) {
      features[node] = in.features("features of node");
    } else if (marker > usual.size()) {
      throw in.error("node id", "there are no default features with number " + marker);
    } else if (marker > 0) {
      features[node] = usual.get(marker - 1);
    }
    if ((details & MORE) != 0) {
      more("additional data of node");
    }
  }

  private void channel(ChannelColumns to, boolean[] unroutable, int channel, PublicKey[] nodes)
      throws SnapshotFormatException {
    Features required = in.features("channel_features");
    unroutable[channel] = !required.requiredBitsUnknownTo(Features.EMPTY).isEmpty();
    long before = channel == 0 ? 0 : to.shortChannelIds[channel - 1];
    to.shortChannelIds[channel] = next("short_channel_id", before);
    if (channel > 0 && to.shortChannelIds[channel] == before) {
      throw in.error("short_channel_id", "the channel is announced twice");
    }
    int node1 = (int) in.number("node_id_1_index", nodes.length - 1L);
    long second = in.read("node_id_2_index", WireReader::bigSize);
    boolean more = version == WITH_NODE_DETAILS && (second & MORE_OF_CHANNEL) != 0;
    int node2 =
        (int)
            in.atMost(
                "node_id_2_index", more ? second & ~MORE_OF_CHANNEL : second, nodes.length - 1L);
    if (nodes[node1].compareTo(nodes[node2]) >= 0) {
      throw in.error("node_id_2_index", "node_id_1 must be less than node_id_2");
    }
    to.ends[2 * channel] = node1;
    to.ends[2 * channel + 1] = node2;
    to.capacitiesSat[channel] = GraphSnapshot.UNKNOWN_CAPACITY;
    if (more) {
      // What may come after the capacity some day is left out.
      WireReader data = new WireReader(more("additional data of channel"));
      long capacity = in.read("funding_sats", wire -> data.bigSize());
      to.capacitiesSat[channel] = in.atMost("funding_sats", capacity, Satoshi.MAX_MONEY.sat());
    }
  }

  private long next(String field, long before) throws SnapshotFormatException {
    long next = before + in.read(field, WireReader::bigSize);
    if (Long.compareUnsigned(next, before) < 0) {
      throw in.error(field, "is beyond 64 bits");
    }
    return next;
  }

  /** Bytes behind their length, which LDK writes in two bytes, or in ten from 65,535 on. */
  private Bytes more(String field) throws SnapshotFormatException {
    int length = in.u16(field);
    if (length < LONG_LENGTH) {
      return in.read(field, wire -> wire.bytes(length));
    }
    int rest = in.count(field, in.read(field, WireReader::u64), 1);
    return in.read(field, wire -> wire.bytes(Math.addExact(rest, LONG_LENGTH)));
  }

  private RapidUpdates updates() throws SnapshotFormatException {
    int count = in.count("update_count", in.u32("update_count"), LEAST_BYTES_OF_UPDATE);
    if (count == 0) {
      return new RapidUpdates(NO_DEFAULTS, 0);
    }
    RapidUpdates updates =
        new RapidUpdates(in.read("defaults", RapidGossipReader::defaults), count);
    int size = 0;
    long id = 0;
    int direction = -1;
    for (int at = 0; at < count; at++) {
      long before = id;
      id = next("short_channel_id", before);
      int flags = in.read("flags", WireReader::u8);
      boolean sameAgain = id == before && (flags & RapidUpdates.DIRECTION) == direction && at > 0;
      direction = flags & RapidUpdates.DIRECTION;
      if (sameAgain && version == WITH_NODE_DETAILS) {
        more("additional data of update");
      } else {
        updates.shortChannelIds[size] = id;
        updates.flags[size] = (byte) flags;
        fields(updates, size, flags);
        size++;
      }
    }
    updates.cut(size);
    return updates;
  }

  private static ChannelUpdate.Policy defaults(WireReader wire) throws DecodeException {
    CltvExpiryDelta delta = new CltvExpiryDelta(wire.u16());
    MilliSatoshi minimum = wire.msatLimit();
    return new ChannelUpdate.Policy(delta, minimum, wire.u32(), wire.u32(), wire.msatLimit());
  }

  private void fields(RapidUpdates to, int at, int flags) throws SnapshotFormatException {
    if ((flags & RapidUpdates.CLTV) != 0) {
      to.cltvExpiryDeltas[at] = (char) in.u16("cltv_expiry_delta");
    }
    if ((flags & RapidUpdates.HTLC_MINIMUM) != 0) {
      to.htlcMinimumsMsat[at] = in.read("htlc_minimum_msat", WireReader::msatLimit).msat();
    }
    if ((flags & RapidUpdates.FEE_BASE) != 0) {
      to.feeBasesMsat[at] = (int) in.u32("fee_base_msat");
    }
    if ((flags & RapidUpdates.FEE_PROPORTIONAL) != 0) {
      to.feeMillionths[at] = (int) in.u32("fee_proportional_millionths");
    }
    if ((flags & RapidUpdates.HTLC_MAXIMUM) != 0) {
      to.htlcMaximumsMsat[at] = in.read("htlc_maximum_msat", WireReader::msatLimit).msat();
    }
  }
}
