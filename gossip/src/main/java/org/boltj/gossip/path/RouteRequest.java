package org.boltj.gossip.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * What route is wanted. Immutable; made by {@link #builder}, changed by {@link #toBuilder}.
 *
 * <p>Payer and payee may be the same node: then the route is a circle that moves money from one of
 * the payer's channels to another, and {@link #firstChannels} and {@link #lastChannels} say which.
 */
public final class RouteRequest {
  /** What fits into an onion of 1300 bytes with the usual payloads (BOLT 4). */
  public static final int MAX_HOPS = 20;

  /** Two weeks of blocks: more is not asked of anybody. */
  public static final int DEFAULT_MAX_CLTV_DELTA = 2016;

  private final RouteRequestBuilder from;

  RouteRequest(RouteRequestBuilder from) {
    this.from = from;
  }

  /**
   * A request with the usual limits over the graph alone, with any fee.
   *
   * @param amount that the payee receives (msat), more than zero
   */
  public static RouteRequestBuilder builder(
      PublicKey source, PublicKey target, MilliSatoshi amount) {
    return new RouteRequestBuilder(source, target, amount);
  }

  /** A request with the usual limits over the graph alone. */
  public static RouteRequest of(
      PublicKey source,
      PublicKey target,
      MilliSatoshi amount,
      int finalCltvDelta,
      MilliSatoshi maxFee) {
    return builder(source, target, amount).finalCltvDelta(finalCltvDelta).maxFee(maxFee).build();
  }

  /** The same request, to be changed. */
  public RouteRequestBuilder toBuilder() {
    return from.copy();
  }

  /** The payer. */
  public PublicKey source() {
    return from.source;
  }

  /** The payee; with {@link #blindedTails} only a name. */
  public PublicKey target() {
    return from.target;
  }

  /** What the payee receives (msat), more than zero. */
  public MilliSatoshi amount() {
    return from.amount;
  }

  /**
   * Blocks above the current height at which the payee's HTLC expires: min_final_cltv_expiry_delta
   * and whatever is added for privacy.
   */
  public int finalCltvDelta() {
    return from.finalCltvDelta;
  }

  /** Most that all forwarding nodes may keep (msat). */
  public MilliSatoshi maxFee() {
    return from.maxFee;
  }

  /** Most blocks above the current height at which the first HTLC expires. */
  public int maxCltvDelta() {
    return from.maxCltvDelta;
  }

  /** Most channels in a row, at most {@link #MAX_HOPS}. */
  public int maxHops() {
    return from.maxHops;
  }

  /** Most routes for one payment; 1 forbids splitting. */
  public int maxParts() {
    return from.maxParts;
  }

  /**
   * What the payee's payload takes in the onion of 1300 bytes, its length and HMAC included; a
   * large payload leaves room for fewer hops.
   */
  public int finalPayloadBytes() {
    return from.finalPayloadBytes;
  }

  /** What makes a route dear. */
  public CostWeights weights() {
    return from.weights;
  }

  /** The payer's channels; empty when the graph alone is to be used, as a simulation does. */
  public Optional<List<LocalChannel>> localChannels() {
    return from.localChannels;
  }

  /** Channels told by the payee; hints of several hops are several of these. */
  public List<HintHop> hints() {
    return from.hints;
  }

  /** Blinded paths to the payee. When there are any, routes end in one of them. */
  public List<BlindedTail> blindedTails() {
    return from.blindedTails;
  }

  /** Directions that no route may use. */
  public Set<ChannelDirection> forbiddenChannels() {
    return from.forbiddenChannels;
  }

  /** Nodes that no route may pass through. */
  public Set<PublicKey> forbiddenNodes() {
    return from.forbiddenNodes;
  }

  /** The payer's channels that may be the first hop; empty when all may. */
  public Set<ShortChannelId> firstChannels() {
    return from.firstChannels;
  }

  /** The payee's channels that may be the last hop; empty when all may. */
  public Set<ShortChannelId> lastChannels() {
    return from.lastChannels;
  }

  /** What every route must pass, in the order from payer to payee. */
  public List<Waypoint> through() {
    return from.through;
  }

  /** Policies that count instead of the graph's, as failures of this payment told them. */
  public Map<ChannelDirection, ChannelUpdate.Policy> patches() {
    return from.patches;
  }

  /** The most that may be tried through a direction, as failures of this payment taught (msat). */
  public Map<ChannelDirection, MilliSatoshi> caps() {
    return from.caps;
  }

  /**
   * What other parts of ours have in channels already (msat): it takes of their capacity, and the
   * scorer is asked about both amounts together. Not for the payer's own channels, of which {@link
   * LocalChannel#availableToSend} tells what is left.
   */
  public Map<ChannelDirection, MilliSatoshi> inFlight() {
    return from.inFlight;
  }

  /**
   * Whether the payer pays itself and nothing says over which channels or nodes: the cheapest way
   * to do so is not to do it.
   */
  boolean isToNowhere() {
    return source().equals(target())
        && blindedTails().isEmpty()
        && firstChannels().isEmpty()
        && lastChannels().isEmpty()
        && through().isEmpty();
  }
}
