package org.boltj.gossip.path;

import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.scoring.ChannelDirection;
import org.jspecify.annotations.Nullable;

/**
 * An edge that a request adds to the graph; the components are those of {@link OverlayEdge}.
 *
 * @param direction the channel, or null for a blinded tail
 * @param local the payer's channel that it is, or null
 * @param tail the blinded tail that it is, or null
 */
record AddedEdge(
    @Nullable ChannelDirection direction,
    int from,
    int to,
    int cltvDelta,
    long feeBase,
    long feeMillionths,
    long inboundBase,
    long inboundMillionths,
    long least,
    long most,
    long inFlight,
    int hops,
    @Nullable LocalChannel local,
    @Nullable BlindedTail tail) {
  /**
   * A channel of the payer. Who is at its other end may ask for an inbound fee, which only the
   * graph knows.
   */
  static AddedEdge of(
      LocalChannel channel, ChannelDirection direction, int from, int to, EdgeData known) {
    return new AddedEdge(
        direction,
        from,
        to,
        0,
        0,
        0,
        known.inboundFeeBaseMsat(),
        known.inboundFeeProportionalMillionths(),
        channel.htlcMinimumMsat().msat(),
        channel.maxHtlcMsat().min(channel.availableToSend()).msat(),
        0,
        1,
        channel,
        null);
  }

  static AddedEdge of(HintHop hop, ChannelDirection direction, int from, int to) {
    return new AddedEdge(
        direction,
        from,
        to,
        hop.policy().cltvExpiryDelta().blocks(),
        hop.policy().feeBaseMsat(),
        hop.policy().feeProportionalMillionths(),
        0,
        0,
        hop.policy().htlcMinimumMsat().msat(),
        hop.policy().htlcMaximumMsat().msat(),
        0,
        1,
        null,
        null);
  }

  static AddedEdge of(BlindedTail tail, int from, int to, int hops) {
    return new AddedEdge(
        null,
        from,
        to,
        tail.cltvExpiryDelta(),
        tail.feeBaseMsat(),
        tail.feeProportionalMillionths(),
        0,
        0,
        tail.htlcMinimumMsat().msat(),
        tail.htlcMaximumMsat().msat(),
        0,
        hops,
        null,
        tail);
  }

  /** The same with other bounds. */
  AddedEdge bounded(long mostNow, long inFlightNow) {
    return new AddedEdge(
        direction,
        from,
        to,
        cltvDelta,
        feeBase,
        feeMillionths,
        inboundBase,
        inboundMillionths,
        least,
        mostNow,
        inFlightNow,
        hops,
        local,
        tail);
  }

  /** Most that all HTLCs together may carry (msat). */
  private long room() {
    if (local == null) {
      return tail == null ? most : OverlayEdge.ABSURD;
    }
    boolean capped = most < local.maxHtlcMsat().min(local.availableToSend()).msat();
    return capped ? most : local.availableToSend().msat();
  }

  void copyTo(OverlayEdge into, int edge) {
    into.edge = edge;
    into.from = from;
    into.to = to;
    into.cltvDelta = cltvDelta;
    into.feeBase = feeBase;
    into.feeMillionths = feeMillionths;
    into.inboundBase = inboundBase;
    into.inboundMillionths = inboundMillionths;
    into.least = least;
    into.most = most;
    into.room = room();
    into.capacity = most + inFlight;
    into.inFlight = inFlight;
    into.certain = local != null;
    into.hops = hops;
    into.blinded = tail != null;
  }
}
