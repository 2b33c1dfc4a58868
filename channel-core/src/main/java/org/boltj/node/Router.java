package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.codec.DecodeException;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.path.HintHop;
import org.boltj.gossip.path.LocalChannel;
import org.boltj.gossip.path.PathFinder;
import org.boltj.gossip.path.PathResult;
import org.boltj.gossip.path.Route;
import org.boltj.gossip.path.RouteHop;
import org.boltj.gossip.path.RouteRequest;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.message.MessageCodec;
import org.boltj.payment.Avoidance;
import org.boltj.payment.OutgoingPayment;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentHop;
import org.boltj.payment.PaymentRequest;
import org.boltj.payment.PaymentRoute;
import org.boltj.updates.Outcome;

/** Finds routes for the parts of a payment, over our own channels and the graph. */
final class Router {
  /** Blocks may come while an HTLC is on its way; up to as many again are added at random. */
  private static final int EXPIRY_MARGIN = 3;

  private final Env env;
  private final ChannelTable channels;
  private final NetworkGraph graph;
  private final LiquidityScorer scorer;
  private final PathFinder pathFinder;

  Router(Env env, ChannelTable channels, NetworkGraph graph, LiquidityScorer scorer) {
    this.env = env;
    this.channels = channels;
    this.graph = graph;
    this.scorer = scorer;
    this.pathFinder = env.settings.routing().engine();
  }

  /** Routes that together deliver what the step asks for. */
  Outcome<List<PaymentRoute>, PaymentFailure> find(
      PaymentRequest payment,
      Avoidance avoidance,
      OutgoingPayment.Step.Send step,
      List<HintHop> hints) {
    int margin = EXPIRY_MARGIN + env.ports.entropy().next(1).unsigned(0) % (EXPIRY_MARGIN + 1);
    RouteRequest request =
        RouteRequest.builder(env.nodeId, payment.recipient(), step.amount())
            .finalCltvDelta(payment.minFinalCltvExpiryDelta().blocks() + margin)
            .finalPayloadBytes(payment.finalPayloadBytes())
            .maxFee(step.feeLimit())
            .maxParts(step.maxParts())
            .localChannels(localChannels())
            .hints(hints)
            .forbiddenChannels(avoidance.hopeless())
            .forbiddenNodes(avoidance.nodes())
            .caps(avoidance.caps())
            .patches(patches(avoidance))
            .inFlight(scorer.inFlight())
            .build();
    return switch (pathFinder.find(graph.channels(), request, scorer, env.nowSeconds())) {
      case PathResult.Found found ->
          Outcome.ok(found.routes().stream().map(this::withExpiries).toList());
      case PathResult.NotFound none -> Outcome.failed(failure(none.reason(), step.amount()));
    };
  }

  private PaymentRoute withExpiries(Route route) {
    List<PaymentHop> hops = new ArrayList<>();
    for (RouteHop hop : route.hops()) {
      hops.add(
          new PaymentHop(
              hop.to(),
              hop.shortChannelId(),
              hop.amount(),
              new CltvExpiry((long) env.blockHeight() + hop.cltvDelta())));
    }
    return new PaymentRoute(hops);
  }

  /** What routes that were found cost, and how likely they are to work. */
  FeeEstimate estimate(MilliSatoshi amount, List<PaymentRoute> routes) {
    Map<ChannelDirection, MilliSatoshi> carried = new LinkedHashMap<>();
    MilliSatoshi fee = MilliSatoshi.ZERO;
    for (PaymentRoute route : routes) {
      fee = fee.plus(route.fee());
      for (int hop = 1; hop < route.hops().size(); hop++) {
        carried.merge(
            route.direction(env.nodeId, hop), route.hops().get(hop).amount(), MilliSatoshi::plus);
      }
    }
    double probability = 1;
    for (Map.Entry<ChannelDirection, MilliSatoshi> each : carried.entrySet()) {
      probability *= probability(each.getKey(), each.getValue());
    }
    return new FeeEstimate(amount, fee, probability, routes);
  }

  /** Of channels that only the recipient knows, the best is hoped. */
  private double probability(ChannelDirection channel, MilliSatoshi amount) {
    int index = graph.channels().channelIndex(channel.shortChannelId());
    EdgeData data = new EdgeData();
    if (index < 0 || !graph.channels().read(2 * index + channel.direction(), data)) {
      return 1;
    }
    MilliSatoshi most = MilliSatoshi.of(Math.min(data.capacityMsat(), data.htlcMaximumMsat()));
    MilliSatoshi capacity =
        data.capacityMsat() == Long.MAX_VALUE ? most : MilliSatoshi.of(data.capacityMsat());
    return scorer.probability(channel, amount, capacity, env.nowSeconds());
  }

  private List<LocalChannel> localChannels() {
    List<LocalChannel> usable = new ArrayList<>();
    for (ChannelSlot slot : channels.all()) {
      if (slot.isUsable() && !slot.indexed.isEmpty()) {
        slot.persistent()
            .ifPresent(
                state ->
                    usable.add(
                        new LocalChannel(
                            slot.indexed.get(slot.indexed.size() - 1),
                            slot.remoteNodeId,
                            slot.availableToSend(),
                            state.params().remote().htlcMinimum(),
                            slot.availableToSend(),
                            slot.freeSlots())));
      }
    }
    return usable;
  }

  /** BOLT 4: a channel_update of a failure counts when it is valid and newer than what was used. */
  private Map<ChannelDirection, ChannelUpdate.Policy> patches(Avoidance avoidance) {
    Map<ChannelDirection, ChannelUpdate.Policy> patches = new HashMap<>();
    avoidance
        .channelUpdates()
        .forEach(
            (channel, wire) ->
                decode(wire)
                    .filter(update -> isNews(channel, update))
                    .ifPresent(update -> patches.put(channel, update.policy())));
    return patches;
  }

  private boolean isNews(ChannelDirection channel, ChannelUpdate update) {
    if (!update.shortChannelId().equals(channel.shortChannelId())
        || update.direction() != channel.direction()
        || update.timestamp()
            <= graph.updateTimestamp(channel.shortChannelId(), channel.direction())) {
      return false;
    }
    return graph
        .channel(channel.shortChannelId())
        .map(entry -> channel.direction() == 0 ? entry.nodeId1() : entry.nodeId2())
        .filter(update::signatureValid)
        .isPresent();
  }

  private static Optional<ChannelUpdate> decode(Bytes wire) {
    try {
      return MessageCodec.decode(wire) instanceof ChannelUpdate update
          ? Optional.of(update)
          : Optional.empty();
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private PaymentFailure failure(PathResult.Reason reason, MilliSatoshi amount) {
    return switch (reason) {
      case INSUFFICIENT_LOCAL_BALANCE -> tooLittle(amount);
      case TARGET_IS_SOURCE -> new PaymentFailure.BadInvoice("a node cannot pay itself");
      case TARGET_UNREACHABLE -> noRoute("no known channel leads to the recipient");
      case FEE_LIMIT_EXCEEDED -> noRoute("all routes cost more than the fee limit");
      case CLTV_LIMIT_EXCEEDED -> noRoute("all routes lock money for too long");
      case NO_ROUTE -> noRoute("no route has enough capacity");
      case GAVE_UP -> noRoute("no route was found in as much work as a search may do");
    };
  }

  private PaymentFailure tooLittle(MilliSatoshi amount) {
    MilliSatoshi available =
        localChannels().stream()
            .map(LocalChannel::availableToSend)
            .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
    return amount.isGreaterThan(available)
        ? new PaymentFailure.InsufficientBalance(amount, available)
        : noRoute("channels with enough money have as many HTLCs in flight as they can");
  }

  private static PaymentFailure noRoute(String why) {
    return new PaymentFailure.NoRoute(why, List.of());
  }
}
