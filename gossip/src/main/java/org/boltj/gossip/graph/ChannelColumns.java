package org.boltj.gossip.graph;

import java.util.Arrays;
import java.util.Optional;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.message.ChannelUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of channels and of their two edges, as columns of numbers. An edge takes {@value
 * #LONGS} longs, one after the other, because searches read them together:
 *
 * <pre>
 *   0  the node that offers HTLCs (32 bits), cltv_expiry_delta (16), flags (16)
 *   1  capacity (msat), Long.MAX_VALUE when it is not known
 *   2  htlc_minimum_msat
 *   3  htlc_maximum_msat
 *   4  fee_base_msat (32), fee_proportional_millionths (32)
 *   5  the same of what the node asks for HTLCs that come in over the channel (bLIP 18)
 * </pre>
 *
 * <p>A channel's version covers both its edges. When the columns are full, longer ones replace
 * them; who still reads the shorter ones reads how things were then.
 */
final class ChannelColumns {
  private static final int LONGS = 6;
  private static final int CAPACITY = 1;
  private static final int MINIMUM = 2;
  private static final int MAXIMUM = 3;
  private static final int FEES = 4;
  private static final int INBOUND = 5;

  private static final long HAS_POLICY = 1;
  private static final long DISABLED = 2;
  private static final long UNROUTABLE = 4;
  private static final long USABLE = 8;
  private static final long LOW_16 = 0xffff;
  private static final long LOW_32 = 0xffff_ffffL;

  private final int length;
  private final Versions versions;
  private final long[] edges;
  private final long[] shortChannelIds;
  private final int[] timestamps;

  ChannelColumns(int length) {
    this(
        length,
        new Versions(length),
        new long[2 * LONGS * length],
        new long[length],
        new int[2 * length]);
  }

  private ChannelColumns(
      int length, Versions versions, long[] edges, long[] shortChannelIds, int[] timestamps) {
    this.length = length;
    this.versions = versions;
    this.edges = edges;
    this.shortChannelIds = shortChannelIds;
    this.timestamps = timestamps;
  }

  /** How many channels there is room for. */
  int length() {
    return length;
  }

  ChannelColumns grown(int longer) {
    return new ChannelColumns(
        longer,
        versions.grown(longer),
        Arrays.copyOf(edges, 2 * LONGS * longer),
        Arrays.copyOf(shortChannelIds, longer),
        Arrays.copyOf(timestamps, 2 * longer));
  }

  // ---- written by one thread ----

  void add(int channel, long shortChannelId, int node1, int node2, long capacityMsat) {
    versions.beginWrite(channel);
    shortChannelIds[channel] = shortChannelId;
    clear(2 * channel, node1, capacityMsat);
    clear(2 * channel + 1, node2, capacityMsat);
    versions.endWrite(channel);
  }

  private void clear(int edge, int from, long capacityMsat) {
    int at = LONGS * edge;
    Arrays.fill(edges, at, at + LONGS, 0);
    edges[at] = (long) from << 32;
    edges[at + CAPACITY] = capacityMsat;
    timestamps[edge] = 0;
  }

  /** Takes the policies of a channel that is no more; its ends can still be read. */
  void remove(int channel) {
    add(channel, shortChannelIds[channel], from(2 * channel), from(2 * channel + 1), 0);
  }

  void setRoutable(int channel, boolean routable) {
    versions.beginWrite(channel);
    for (int edge = 2 * channel; edge < 2 * channel + 2; edge++) {
      long flags = edges[LONGS * edge] & ~UNROUTABLE;
      edges[LONGS * edge] = routable ? flags : flags | UNROUTABLE;
      judge(edge);
    }
    versions.endWrite(channel);
  }

  void setPolicy(int edge, int timestamp, boolean disabled, ChannelUpdate.Policy policy) {
    int at = LONGS * edge;
    versions.beginWrite(edge >> 1);
    edges[at] =
        (edges[at] & (LOW_32 << 32 | UNROUTABLE))
            | (long) policy.cltvExpiryDelta().blocks() << 16
            | HAS_POLICY
            | (disabled ? DISABLED : 0);
    edges[at + MINIMUM] = policy.htlcMinimumMsat().msat();
    edges[at + MAXIMUM] = policy.htlcMaximumMsat().msat();
    edges[at + FEES] = pair(policy.feeBaseMsat(), policy.feeProportionalMillionths());
    edges[at + INBOUND] =
        pair(policy.inboundFeeBaseMsat(), policy.inboundFeeProportionalMillionths());
    timestamps[edge] = timestamp;
    judge(edge);
    versions.endWrite(edge >> 1);
  }

  /**
   * What the node at the beginning of the edge asks for what comes in there (msat); the writer's.
   */
  int inboundFeeBaseMsat(int edge) {
    return (int) (edges[LONGS * edge + INBOUND] >> 32);
  }

  /** The same, per million. */
  int inboundFeeProportionalMillionths(int edge) {
    return (int) edges[LONGS * edge + INBOUND];
  }

  private static long pair(long high, long low) {
    return high << 32 | (low & LOW_32);
  }

  /**
   * Whether payments may go that way. BOLT 7 wants a channel ignored whose htlc_maximum_msat is
   * more than its capacity.
   */
  private void judge(int edge) {
    int at = LONGS * edge;
    long flags = edges[at] & (HAS_POLICY | DISABLED | UNROUTABLE);
    boolean usable =
        flags == HAS_POLICY
            && edges[at + MINIMUM] <= edges[at + MAXIMUM]
            && edges[at + MAXIMUM] <= edges[at + CAPACITY];
    edges[at] = usable ? edges[at] | USABLE : edges[at] & ~USABLE;
  }

  // ---- read by any thread ----

  /** Reads an edge; tells whether payments may go that way. The inbound fee is read anyhow. */
  boolean read(int edge, EdgeData data) {
    int at = LONGS * edge;
    int back = LONGS * (edge ^ 1);
    while (true) {
      int version = versions.beginRead(edge >> 1);
      long head = edges[at];
      boolean usable = (head & USABLE) != 0;
      if (usable) {
        long fees = edges[at + FEES];
        data.ends((int) (head >> 32), (int) (edges[back] >> 32), edges[at + CAPACITY])
            .policy(
                (int) (head >> 16 & LOW_16),
                edges[at + MINIMUM],
                edges[at + MAXIMUM],
                fees >>> 32,
                fees & LOW_32);
      }
      long inbound = edges[back + INBOUND];
      data.inboundFee((int) (inbound >> 32), (int) inbound);
      if (versions.isUnchanged(edge >> 1, version)) {
        return usable;
      }
    }
  }

  /** The latest policy of an edge, be it of use or not. */
  Optional<DirectionEntry> direction(int edge) {
    while (true) {
      int version = versions.beginRead(edge >> 1);
      DirectionEntry entry = copyDirection(edge);
      if (versions.isUnchanged(edge >> 1, version)) {
        return Optional.ofNullable(entry);
      }
    }
  }

  private @Nullable DirectionEntry copyDirection(int edge) {
    int at = LONGS * edge;
    long head = edges[at];
    if ((head & HAS_POLICY) == 0) {
      return null;
    }
    long fees = edges[at + FEES];
    long inbound = edges[at + INBOUND];
    return new DirectionEntry(
        Integer.toUnsignedLong(timestamps[edge]),
        (head & DISABLED) != 0,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta((int) (head >> 16 & LOW_16)),
            MilliSatoshi.of(edges[at + MINIMUM]),
            fees >>> 32,
            fees & LOW_32,
            MilliSatoshi.of(edges[at + MAXIMUM]),
            (int) (inbound >> 32),
            (int) inbound));
  }

  /** The node that offers HTLCs over the edge. */
  int from(int edge) {
    return (int) (edges[LONGS * edge] >> 32);
  }

  long capacityMsat(int channel) {
    return edges[2 * LONGS * channel + CAPACITY];
  }

  long shortChannelId(int channel) {
    return shortChannelIds[channel];
  }

  /** In seconds, or 0 when there is no policy. */
  long timestamp(int edge) {
    return Integer.toUnsignedLong(timestamps[edge]);
  }
}
