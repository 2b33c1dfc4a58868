package org.boltj.gossip.graph;

/**
 * What the graph knows of one edge, that is of one direction of a channel, all of it from the same
 * moment. A search reads edge after edge into one of these, so that it makes no objects. Not safe
 * for several threads.
 */
public final class EdgeData {
  private int from;
  private int to;
  private int cltvExpiryDelta;
  private long capacityMsat;
  private long htlcMinimumMsat;
  private long htlcMaximumMsat;
  private long feeBaseMsat;
  private long feeProportionalMillionths;
  private int inboundFeeBaseMsat;
  private int inboundFeeProportionalMillionths;

  /** Takes the ends: {@code from} offers HTLCs to {@code to}. */
  public EdgeData ends(int fromNode, int toNode, long capacity) {
    this.from = fromNode;
    this.to = toNode;
    this.capacityMsat = capacity;
    return this;
  }

  /** Takes what {@code from} asks for; the maximum is bounded by the capacity. */
  public EdgeData policy(
      int cltvDelta, long htlcMinimum, long htlcMaximum, long feeBase, long feeMillionths) {
    this.cltvExpiryDelta = cltvDelta;
    this.htlcMinimumMsat = htlcMinimum;
    this.htlcMaximumMsat = Math.min(htlcMaximum, capacityMsat);
    this.feeBaseMsat = feeBase;
    this.feeProportionalMillionths = feeMillionths;
    return this;
  }

  /** Takes what {@code to} asks for HTLCs that come over this channel. */
  public EdgeData inboundFee(int base, int millionths) {
    this.inboundFeeBaseMsat = base;
    this.inboundFeeProportionalMillionths = millionths;
    return this;
  }

  /** The number of the node that offers HTLCs. */
  public int from() {
    return from;
  }

  /** The number of the node that is offered HTLCs. */
  public int to() {
    return to;
  }

  /** Capacity of the channel (msat), or {@link Long#MAX_VALUE} when it is not known. */
  public long capacityMsat() {
    return capacityMsat;
  }

  /** cltv_expiry_delta (blocks). */
  public int cltvExpiryDelta() {
    return cltvExpiryDelta;
  }

  /** htlc_minimum_msat. */
  public long htlcMinimumMsat() {
    return htlcMinimumMsat;
  }

  /** htlc_maximum_msat, at most the capacity. */
  public long htlcMaximumMsat() {
    return htlcMaximumMsat;
  }

  /** fee_base_msat, 0 to 2^32 - 1. */
  public long feeBaseMsat() {
    return feeBaseMsat;
  }

  /** fee_proportional_millionths, 0 to 2^32 - 1. */
  public long feeProportionalMillionths() {
    return feeProportionalMillionths;
  }

  /** What the receiving node adds to its own fee, or takes off when negative (bLIP 18; msat). */
  public int inboundFeeBaseMsat() {
    return inboundFeeBaseMsat;
  }

  /** The same in millionths of the amount that comes in before this fee (bLIP 18). */
  public int inboundFeeProportionalMillionths() {
    return inboundFeeProportionalMillionths;
  }
}
