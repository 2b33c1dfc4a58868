package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * What route is wanted.
 *
 * @param source the payer
 * @param target the payee
 * @param amount that the payee receives (msat), more than zero
 * @param finalCltvDelta blocks above the current height at which the payee's HTLC expires:
 *     min_final_cltv_expiry_delta and whatever is added for privacy
 * @param maxFee most that all forwarding nodes may keep (msat)
 * @param maxCltvDelta most blocks above the current height at which the first HTLC expires
 * @param maxHops most channels in a row, at most {@link #MAX_HOPS}
 * @param maxParts most routes for one payment; 1 forbids splitting
 * @param localChannels the payer's channels; empty when the graph alone is to be used, as a
 *     simulation does
 * @param hints channels told by the payee
 * @param ignoredChannels directions that no route may use
 * @param ignoredNodes nodes that no route may pass through
 */
public record RouteRequest(
    PublicKey source,
    PublicKey target,
    MilliSatoshi amount,
    int finalCltvDelta,
    MilliSatoshi maxFee,
    int maxCltvDelta,
    int maxHops,
    int maxParts,
    Optional<List<LocalChannel>> localChannels,
    List<HintHop> hints,
    Set<ChannelDirection> ignoredChannels,
    Set<PublicKey> ignoredNodes) {
  /** What fits into an onion of 1300 bytes with the usual payloads (BOLT 4). */
  public static final int MAX_HOPS = 20;

  /** Two weeks of blocks: more is not asked of anybody. */
  public static final int DEFAULT_MAX_CLTV_DELTA = 2016;

  public RouteRequest {
    localChannels = localChannels.map(List::copyOf);
    hints = List.copyOf(hints);
    ignoredChannels = Set.copyOf(ignoredChannels);
    ignoredNodes = Set.copyOf(ignoredNodes);
    if (amount.isZero()) {
      throw new IllegalArgumentException("a route for nothing is not a route");
    }
    if (maxHops < 1 || maxHops > MAX_HOPS || maxParts < 1) {
      throw new IllegalArgumentException("maxHops " + maxHops + ", maxParts " + maxParts);
    }
  }

  /** A request with the usual limits over our own channels and the graph. */
  public static RouteRequest of(
      PublicKey source,
      PublicKey target,
      MilliSatoshi amount,
      int finalCltvDelta,
      MilliSatoshi maxFee) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        DEFAULT_MAX_CLTV_DELTA,
        MAX_HOPS,
        16,
        Optional.empty(),
        List.of(),
        Set.of(),
        Set.of());
  }

  public RouteRequest withAmount(MilliSatoshi changed) {
    return new RouteRequest(
        source,
        target,
        changed,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        maxHops,
        maxParts,
        localChannels,
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withMaxFee(MilliSatoshi changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        changed,
        maxCltvDelta,
        maxHops,
        maxParts,
        localChannels,
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withMaxCltvDelta(int changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        changed,
        maxHops,
        maxParts,
        localChannels,
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withMaxHops(int changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        changed,
        maxParts,
        localChannels,
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withMaxParts(int changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        maxHops,
        changed,
        localChannels,
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withLocalChannels(List<LocalChannel> changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        maxHops,
        maxParts,
        Optional.of(changed),
        hints,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withHints(List<HintHop> changed) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        maxHops,
        maxParts,
        localChannels,
        changed,
        ignoredChannels,
        ignoredNodes);
  }

  public RouteRequest withIgnored(Set<ChannelDirection> channels, Set<PublicKey> nodes) {
    return new RouteRequest(
        source,
        target,
        amount,
        finalCltvDelta,
        maxFee,
        maxCltvDelta,
        maxHops,
        maxParts,
        localChannels,
        hints,
        channels,
        nodes);
  }
}
