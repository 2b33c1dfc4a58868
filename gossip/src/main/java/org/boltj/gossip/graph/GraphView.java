package org.boltj.gossip.graph;

import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * The graph as path finding reads it: nodes and channels have small numbers that stay the same as
 * long as the node or channel is in the graph. A channel has two directions: 0 from node_id_1 to
 * node_id_2, 1 back. An <i>edge</i> is one direction; its number is twice the channel's plus the
 * direction.
 */
public interface GraphView {
  /**
   * All node numbers are below this. While another thread adds nodes it grows: who has read it must
   * expect edges from nodes beyond, and leave them out.
   */
  int nodeBound();

  /** The number of a node, or -1 when it is not in the graph. */
  int nodeIndex(PublicKey nodeId);

  PublicKey nodeId(int node);

  /**
   * Whether the node announced only features that we know, so that payments may pass through it.
   */
  boolean isNodeRoutable(int node);

  /** All channel numbers are below this. */
  int channelBound();

  /** The number of a channel, or -1 when it is not in the graph. */
  int channelIndex(ShortChannelId shortChannelId);

  /** The edges that lead into a node, usable or not, to be read only. */
  int[] edgesInto(int node);

  /**
   * Reads what is known of an edge.
   *
   * @return whether payments may go that way; if not, {@code data} holds nothing of use but what
   *     the node at the end asks for HTLCs that come in
   */
  boolean read(int edge, EdgeData data);

  /**
   * The most that the node may take off its fee because of the channel over which an HTLC comes in
   * (bLIP 18; msat): zero for most nodes. It may be more than any channel gives now.
   *
   * @param amountMsat that the node wants before the discount
   */
  default long mostInboundDiscount(int node, long amountMsat) {
    EdgeData data = new EdgeData();
    long base = 0;
    long millionths = 0;
    for (int edge : edgesInto(node)) {
      if (read(edge, data)) {
        base = Math.max(base, -(long) data.inboundFeeBaseMsat());
        millionths = Math.max(millionths, -(long) data.inboundFeeProportionalMillionths());
      }
    }
    return discount(base, millionths, amountMsat);
  }

  /** base + amount * millionths / 10^6, rounded up or to the largest number. */
  static long discount(long base, long millionths, long amountMsat) {
    return (base | millionths) == 0
        ? 0
        : Math.multiplyHigh(amountMsat, millionths) != 0 || amountMsat * millionths < 0
            ? Long.MAX_VALUE / 4
            : base + amountMsat * millionths / 1_000_000 + 1;
  }

  ShortChannelId shortChannelId(int channel);

  /** The node at that end of the channel: 0 for node_id_1, 1 for node_id_2. */
  int endpoint(int channel, int end);

  /** The channel's capacity in msat, or {@link Long#MAX_VALUE} when it is not known. */
  long capacityMsat(int channel);
}
