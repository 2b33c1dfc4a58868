package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.junit.jupiter.api.Test;

/**
 * Whatever the figures of a network are: each forwarding node gets what it asks for to the
 * millisatoshi and the block, recomputed here without the code of the search, every payload fits
 * into the onion, and all parts together keep what the request says.
 */
class ForwardersTakeEveryRouteTest {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private RandomNetwork network = new RandomNetwork(0);
  private RouteRequest request = network.request();

  @Test
  void inManyNetworks() {
    int found = 0;
    for (long seed = 0; seed < 3000; seed++) {
      network = new RandomNetwork(seed);
      request = network.request();
      PathResult result =
          new MultiPartPathFinder().find(network.graph, request, new LiquidityScorer(), NOW);
      if (result instanceof PathResult.Found routes) {
        found++;
        check(routes.routes(), "seed " + seed);
      }
    }
    assertThat(found).isGreaterThan(500);
  }

  private void check(List<Route> routes, String which) {
    assertThat(routes.size()).as(which).isLessThanOrEqualTo(request.maxParts());
    BigInteger received = BigInteger.ZERO;
    BigInteger fees = BigInteger.ZERO;
    Map<ChannelDirection, BigInteger> carried = new HashMap<>();
    for (Route route : routes) {
      checkEnds(route, which);
      for (int hop = 0; hop < route.hops().size(); hop++) {
        RouteHop at = route.hops().get(hop);
        carried.merge(at.channelDirection(), msat(at.amount()), BigInteger::add);
        checkBounds(at, hop == 0, which);
        if (hop > 0) {
          checkForwarder(route.hops().get(hop - 1), at, which);
        }
      }
      received = received.add(msat(route.amountReceived()));
      fees = fees.add(msat(route.fee()));
    }
    assertThat(received).as(which).isEqualTo(msat(request.amount()));
    assertThat(fees).as(which).isLessThanOrEqualTo(msat(request.maxFee()));
    carried.forEach((channel, amount) -> checkRoom(routes, channel, amount, which));
  }

  private void checkEnds(Route route, String which) {
    assertThat(route.source()).as(which).isEqualTo(request.source());
    assertThat(route.cltvDelta()).as(which).isLessThanOrEqualTo(request.maxCltvDelta());
    int nodes = route.hops().size();
    int payloads = request.finalPayloadBytes();
    int lastCltvDelta = route.last().cltvDelta();
    if (route.blindedEnd().isPresent()) {
      BlindedTail tail = route.blindedEnd().get().tail();
      MilliSatoshi amount = route.amountReceived();
      assertThat(route.target()).as(which).isEqualTo(tail.introductionNode());
      assertThat(msat(route.last().amount()).subtract(msat(amount)))
          .as(which)
          .isGreaterThanOrEqualTo(
              fee(tail.feeBaseMsat(), tail.feeProportionalMillionths(), msat(amount)));
      assertThat(amount).as(which).isBetween(tail.htlcMinimumMsat(), tail.htlcMaximumMsat());
      nodes += tail.hops() - 1;
      payloads = tail.payloadBytes();
      lastCltvDelta -= tail.cltvExpiryDelta();
    } else {
      assertThat(route.target()).as(which).isEqualTo(request.target());
    }
    assertThat(lastCltvDelta).as(which).isEqualTo(request.finalCltvDelta());
    assertThat(nodes).as(which).isLessThanOrEqualTo(request.maxHops());
    for (RouteHop hop : route.hops().subList(1, route.hops().size())) {
      // Length, amount, expiry and short_channel_id with their types and lengths, HMAC.
      int amountBytes = (msat(hop.amount()).bitLength() + 7) / 8;
      payloads += 1 + (2 + amountBytes) + (2 + 3) + (2 + 8) + 32;
    }
    assertThat(payloads).as(which).isLessThanOrEqualTo(1300);
  }

  private void checkBounds(RouteHop hop, boolean first, String which) {
    if (first && !network.locals.isEmpty()) {
      LocalChannel local = network.locals.get(hop.shortChannelId());
      assertThat(hop.amount()).as(which).isBetween(local.htlcMinimumMsat(), local.maxHtlcMsat());
      return;
    }
    ChannelUpdate.Policy policy = policy(hop);
    assertThat(hop.amount())
        .as(which)
        .isBetween(policy.htlcMinimumMsat(), policy.htlcMaximumMsat());
    boolean usable =
        network.hints.containsKey(hop.shortChannelId())
            || network.graph.read(edge(hop.channelDirection()), new EdgeData());
    assertThat(usable).as(which).isTrue();
  }

  private int edge(ChannelDirection channel) {
    return 2 * network.graph.channelIndex(channel.shortChannelId()) + channel.direction();
  }

  private ChannelUpdate.Policy policy(RouteHop hop) {
    HintHop hint = network.hints.get(hop.shortChannelId());
    return hint != null ? hint.policy() : network.policies.get(hop.channelDirection());
  }

  /** BOLT 7, "HTLC Fees", and the inbound fees of bLIP 18. */
  private void checkForwarder(RouteHop in, RouteHop out, String which) {
    assertThat(out.from()).as(which).isEqualTo(in.to());
    ChannelUpdate.Policy policy = policy(out);
    BigInteger sent = msat(out.amount());
    BigInteger fee = fee(policy.feeBaseMsat(), policy.feeProportionalMillionths(), sent);
    ChannelDirection back =
        new ChannelDirection(in.shortChannelId(), 1 - in.channelDirection().direction());
    BigInteger inbound =
        Optional.ofNullable(network.policies.get(back))
            .map(
                asks ->
                    fee(
                        asks.inboundFeeBaseMsat(),
                        asks.inboundFeeProportionalMillionths(),
                        sent.add(fee)))
            .orElse(BigInteger.ZERO);
    assertThat(msat(in.amount()).subtract(sent))
        .as(which)
        .isEqualTo(fee.add(inbound).max(BigInteger.ZERO));
    assertThat(in.cltvDelta() - out.cltvDelta())
        .as(which)
        .isEqualTo(policy.cltvExpiryDelta().blocks());
  }

  private void checkRoom(
      List<Route> routes, ChannelDirection channel, BigInteger amount, String which) {
    LocalChannel local = network.locals.get(channel.shortChannelId());
    long parts =
        routes.stream().filter(route -> route.first().channelDirection().equals(channel)).count();
    if (local != null && parts > 0) {
      assertThat(amount).as(which).isLessThanOrEqualTo(msat(local.availableToSend()));
      assertThat(parts).as(which).isLessThanOrEqualTo(local.freeSlots());
    } else if (!network.hints.containsKey(channel.shortChannelId())) {
      long capacity = network.graph.capacityMsat(edge(channel) >> 1);
      assertThat(amount).as(which).isLessThanOrEqualTo(BigInteger.valueOf(capacity));
    }
  }

  private static BigInteger msat(MilliSatoshi amount) {
    return BigInteger.valueOf(amount.msat());
  }

  private static BigInteger fee(long base, long millionths, BigInteger amount) {
    return amount
        .multiply(BigInteger.valueOf(millionths))
        .divide(MILLION)
        .add(BigInteger.valueOf(base));
  }
}
