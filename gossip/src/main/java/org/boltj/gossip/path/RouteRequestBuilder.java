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

/** Makes {@link RouteRequest}s, which say what each part means. */
public final class RouteRequestBuilder {
  /** Amount, expiry, payment_data with a total of 5 bytes, length and HMAC. */
  private static final int USUAL_FINAL_PAYLOAD = 90;

  PublicKey source;
  PublicKey target;
  MilliSatoshi amount;
  int finalCltvDelta = 18;
  MilliSatoshi maxFee = MilliSatoshi.MAX_MONEY;
  int maxCltvDelta = RouteRequest.DEFAULT_MAX_CLTV_DELTA;
  int maxHops = RouteRequest.MAX_HOPS;
  int maxParts = 16;
  int finalPayloadBytes = USUAL_FINAL_PAYLOAD;
  CostWeights weights = CostWeights.DEFAULT;
  Optional<List<LocalChannel>> localChannels = Optional.empty();
  List<HintHop> hints = List.of();
  List<BlindedTail> blindedTails = List.of();
  Set<ChannelDirection> forbiddenChannels = Set.of();
  Set<PublicKey> forbiddenNodes = Set.of();
  Set<ShortChannelId> firstChannels = Set.of();
  Set<ShortChannelId> lastChannels = Set.of();
  List<Waypoint> through = List.of();
  Map<ChannelDirection, ChannelUpdate.Policy> patches = Map.of();
  Map<ChannelDirection, MilliSatoshi> caps = Map.of();
  Map<ChannelDirection, MilliSatoshi> inFlight = Map.of();

  RouteRequestBuilder(PublicKey source, PublicKey target, MilliSatoshi amount) {
    this.source = source;
    this.target = target;
    this.amount = amount;
  }

  /**
   * The request.
   *
   * @throws IllegalArgumentException when the amount is zero, or a limit is below what any route
   *     needs
   */
  public RouteRequest build() {
    if (amount.isZero()) {
      throw new IllegalArgumentException("a route for nothing is not a route");
    }
    if (maxHops < 1 || maxHops > RouteRequest.MAX_HOPS || maxParts < 1) {
      throw new IllegalArgumentException("maxHops " + maxHops + ", maxParts " + maxParts);
    }
    if (finalCltvDelta < 0 || maxCltvDelta < 0 || finalPayloadBytes < 0) {
      throw new IllegalArgumentException(
          "finalCltvDelta %d, maxCltvDelta %d, finalPayloadBytes %d"
              .formatted(finalCltvDelta, maxCltvDelta, finalPayloadBytes));
    }
    return new RouteRequest(copy());
  }

  RouteRequestBuilder copy() {
    RouteRequestBuilder copy = new RouteRequestBuilder(source, target, amount);
    copy.finalCltvDelta = finalCltvDelta;
    copy.maxFee = maxFee;
    copy.maxCltvDelta = maxCltvDelta;
    copy.maxHops = maxHops;
    copy.maxParts = maxParts;
    copy.finalPayloadBytes = finalPayloadBytes;
    copy.weights = weights;
    copy.localChannels = localChannels;
    copy.hints = hints;
    copy.blindedTails = blindedTails;
    copy.forbiddenChannels = forbiddenChannels;
    copy.forbiddenNodes = forbiddenNodes;
    copy.firstChannels = firstChannels;
    copy.lastChannels = lastChannels;
    copy.through = through;
    copy.patches = patches;
    copy.caps = caps;
    copy.inFlight = inFlight;
    return copy;
  }

  public RouteRequestBuilder source(PublicKey payer) {
    this.source = payer;
    return this;
  }

  public RouteRequestBuilder target(PublicKey payee) {
    this.target = payee;
    return this;
  }

  public RouteRequestBuilder amount(MilliSatoshi received) {
    this.amount = received;
    return this;
  }

  /** 18 blocks when it is not said. */
  public RouteRequestBuilder finalCltvDelta(int blocks) {
    this.finalCltvDelta = blocks;
    return this;
  }

  /** No limit when it is not said. */
  public RouteRequestBuilder maxFee(MilliSatoshi most) {
    this.maxFee = most.min(MilliSatoshi.MAX_MONEY);
    return this;
  }

  /** {@link RouteRequest#DEFAULT_MAX_CLTV_DELTA} when it is not said. */
  public RouteRequestBuilder maxCltvDelta(int blocks) {
    this.maxCltvDelta = blocks;
    return this;
  }

  public RouteRequestBuilder maxHops(int most) {
    this.maxHops = most;
    return this;
  }

  /** 16 when it is not said. */
  public RouteRequestBuilder maxParts(int most) {
    this.maxParts = most;
    return this;
  }

  public RouteRequestBuilder finalPayloadBytes(int bytes) {
    this.finalPayloadBytes = bytes;
    return this;
  }

  public RouteRequestBuilder weights(CostWeights counted) {
    this.weights = counted;
    return this;
  }

  public RouteRequestBuilder localChannels(List<LocalChannel> channels) {
    this.localChannels = Optional.of(List.copyOf(channels));
    return this;
  }

  /** The source's channels are those of the graph. */
  public RouteRequestBuilder channelsOfTheGraph() {
    this.localChannels = Optional.empty();
    return this;
  }

  public RouteRequestBuilder hints(List<HintHop> hops) {
    this.hints = List.copyOf(hops);
    return this;
  }

  public RouteRequestBuilder blindedTails(List<BlindedTail> tails) {
    this.blindedTails = List.copyOf(tails);
    return this;
  }

  public RouteRequestBuilder forbiddenChannels(Set<ChannelDirection> directions) {
    this.forbiddenChannels = Set.copyOf(directions);
    return this;
  }

  public RouteRequestBuilder forbiddenNodes(Set<PublicKey> nodes) {
    this.forbiddenNodes = Set.copyOf(nodes);
    return this;
  }

  public RouteRequestBuilder firstChannels(Set<ShortChannelId> channels) {
    this.firstChannels = Set.copyOf(channels);
    return this;
  }

  public RouteRequestBuilder lastChannels(Set<ShortChannelId> channels) {
    this.lastChannels = Set.copyOf(channels);
    return this;
  }

  public RouteRequestBuilder through(List<Waypoint> waypoints) {
    this.through = List.copyOf(waypoints);
    return this;
  }

  public RouteRequestBuilder patches(Map<ChannelDirection, ChannelUpdate.Policy> policies) {
    this.patches = Map.copyOf(policies);
    return this;
  }

  public RouteRequestBuilder caps(Map<ChannelDirection, MilliSatoshi> most) {
    this.caps = Map.copyOf(most);
    return this;
  }

  public RouteRequestBuilder inFlight(Map<ChannelDirection, MilliSatoshi> amounts) {
    this.inFlight = Map.copyOf(amounts);
    return this;
  }
}
