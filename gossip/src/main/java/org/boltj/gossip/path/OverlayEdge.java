package org.boltj.gossip.path;

import org.boltj.gossip.graph.EdgeData;

/**
 * One edge as a search sees it: what the graph knows, changed by what the request says. {@link
 * Overlay#read} fills it again and again, so that a search makes no objects.
 */
final class OverlayEdge {
  /** More than all money there is, and small enough to be added to. */
  static final long ABSURD = Long.MAX_VALUE / 4;

  /** In the graph or, from {@link Overlay#graphEdges} on, in the overlay. */
  int edge;

  /** The node that offers HTLCs. */
  int from;

  /** The node that is offered HTLCs. */
  int to;

  int cltvDelta;
  long feeBase;
  long feeMillionths;
  long inboundBase;
  long inboundMillionths;

  /** Smallest HTLC (msat). */
  long least;

  /** Largest HTLC next to what is in flight (msat); may be negative. */
  long most;

  /** Most that all further HTLCs together may carry (msat). */
  long room;

  /** What the scorer is told (msat). */
  long capacity;

  /** What our other parts have there (msat). */
  long inFlight;

  /** Whether {@link #from} is the payer, who charges himself nothing. */
  boolean first;

  /** Whether {@link #to} is the payee, who asks for no inbound fee. */
  boolean last;

  /** Whether it is known what the edge can carry, so that the scorer is not asked. */
  boolean certain;

  /** How much of the request's hop limit it takes. */
  int hops;

  /** Whether it is a blinded tail. */
  boolean blinded;

  /** Takes what the graph says of an edge, with nothing of ours in flight. */
  void take(int number, EdgeData data) {
    edge = number;
    from = data.from();
    to = data.to();
    cltvDelta = data.cltvExpiryDelta();
    feeBase = data.feeBaseMsat();
    feeMillionths = data.feeProportionalMillionths();
    inboundBase = data.inboundFeeBaseMsat();
    inboundMillionths = data.inboundFeeProportionalMillionths();
    least = data.htlcMinimumMsat();
    most = data.htlcMaximumMsat();
    capacity = data.capacityMsat() == Long.MAX_VALUE ? data.htlcMaximumMsat() : data.capacityMsat();
    room = capacity;
    inFlight = 0;
    certain = false;
    hops = 1;
    blinded = false;
  }

  /** Whether an HTLC of that amount fits. */
  boolean admits(long amount) {
    return amount >= least && amount <= most;
  }

  /** What {@link #from} asks for sending that amount on (msat); zero when it is the payer. */
  long fee(long amount) {
    return first ? 0 : feeBase + millionths(amount, feeMillionths);
  }

  /**
   * What {@link #from} sends on (msat), below which no inbound discount lowers what it takes. The
   * first node of a blinded tail computes what it sends on from what comes in (BOLT 4, "Route
   * Blinding"), so that a discount would be missing at the payee.
   */
  long sentOn(long amount, long fee) {
    return blinded ? amount + fee : amount;
  }

  /** Blocks that {@link #from} asks for; none when it is the payer. */
  int delay() {
    return first ? 0 : cltvDelta;
  }

  /**
   * What comes in over this edge (bLIP 18): the receiving node's fee for what it sends on is
   * changed by its inbound fee, but it never pays for forwarding.
   *
   * @param sentOn what the receiving node sends on (msat)
   * @param wanted the same and its fee for that (msat)
   */
  long amountFor(long sentOn, long wanted) {
    return hasInboundFee() ? Math.max(sentOn, wanted + inboundFee(wanted)) : wanted;
  }

  boolean hasInboundFee() {
    return !last && (inboundBase | inboundMillionths) != 0;
  }

  /** The receiving node's inbound fee (msat), negative for a discount; rounded towards zero. */
  long inboundFee(long wanted) {
    long part = millionths(wanted, Math.abs(inboundMillionths));
    return inboundBase + (inboundMillionths < 0 ? -part : part);
  }

  /** What that fee is at least for any larger amount (msat); a discount counts as nothing. */
  long leastInboundFee(long wanted) {
    return hasInboundFee() && inboundMillionths >= 0 ? Math.max(0, inboundFee(wanted)) : 0;
  }

  /** amount * millionths / 10^6 rounded down, or {@link #ABSURD}. */
  static long millionths(long amount, long millionths) {
    long product = amount * millionths;
    if (Math.multiplyHigh(amount, millionths) == 0 && product >= 0) {
      return product / 1_000_000;
    }
    long whole = amount / 1_000_000;
    boolean absurd =
        Math.multiplyHigh(whole, millionths) != 0
            || whole * millionths < 0
            || whole * millionths > ABSURD / 2;
    return absurd
        ? ABSURD
        : Math.min(ABSURD, whole * millionths + amount % 1_000_000 * millionths / 1_000_000);
  }
}
