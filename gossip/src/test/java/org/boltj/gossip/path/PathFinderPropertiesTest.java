package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;

/**
 * On small random networks: no route is cheaper than the one found, and no route breaks a limit.
 */
class PathFinderPropertiesTest {
  private static final int NODES = 6;
  private static final PublicKey SOURCE = node(0);
  private static final PublicKey TARGET = node(NODES - 1);

  /** One direction of a channel of the random network. */
  private record Arrow(
      int number,
      int from,
      int to,
      ChannelUpdate.Policy policy,
      boolean disabled,
      long capacityMsat) {
    ChannelDirection direction() {
      return new ChannelDirection(id(number), from < to ? 0 : 1);
    }
  }

  private static List<Arrow> network(Random random, boolean withMinimum) {
    List<Arrow> arrows = new ArrayList<>();
    int channels = 4 + random.nextInt(9);
    for (int number = 1; number <= channels; number++) {
      int a = random.nextInt(NODES);
      int b = (a + 1 + random.nextInt(NODES - 1)) % NODES;
      long capacitySat = 200L + random.nextInt(3000);
      arrows.add(arrow(random, number, a, b, capacitySat * 1000, withMinimum));
      arrows.add(arrow(random, number, b, a, capacitySat * 1000, withMinimum));
    }
    return arrows;
  }

  private static Arrow arrow(
      Random random, int number, int from, int to, long capacityMsat, boolean withMinimum) {
    ChannelUpdate.Policy policy =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(random.nextInt(60)),
            MilliSatoshi.of(withMinimum ? random.nextInt(100_000) : 0),
            random.nextInt(3) * 500L,
            random.nextInt(4) * 5000L,
            MilliSatoshi.of(capacityMsat - random.nextInt(100_000)));
    return new Arrow(number, from, to, policy, random.nextInt(10) == 0, capacityMsat);
  }

  private static TestGraph graph(List<Arrow> arrows) {
    TestGraph network = new TestGraph();
    for (Arrow arrow : arrows) {
      network
          .channel(
              arrow.number(), node(arrow.from()), node(arrow.to()), arrow.capacityMsat() / 1000)
          .update(
              arrow.number(),
              node(arrow.from()),
              node(arrow.to()),
              arrow.policy(),
              arrow.disabled());
    }
    return network;
  }

  /** The least fee of all simple paths that end in {@code to}, which must send that amount on. */
  private static OptionalLong leastFee(
      List<Arrow> arrows, int to, long amount, Set<Integer> visited) {
    OptionalLong least = OptionalLong.empty();
    for (Arrow arrow : arrows) {
      boolean usable =
          arrow.to() == to
              && !arrow.disabled()
              && !visited.contains(arrow.from())
              && amount >= arrow.policy().htlcMinimumMsat().msat()
              && amount <= arrow.policy().htlcMaximumMsat().msat();
      if (!usable) {
        continue;
      }
      OptionalLong fee = OptionalLong.of(0);
      if (arrow.from() != 0) {
        long hop = arrow.policy().fee(MilliSatoshi.of(amount)).msat();
        Set<Integer> more = new HashSet<>(visited);
        more.add(arrow.from());
        OptionalLong before = leastFee(arrows, arrow.from(), amount + hop, more);
        fee = before.isPresent() ? OptionalLong.of(before.getAsLong() + hop) : before;
      }
      if (fee.isPresent() && (least.isEmpty() || fee.getAsLong() < least.getAsLong())) {
        least = fee;
      }
    }
    return least;
  }

  @Property(tries = 1500)
  void noPathIsCheaperThanTheOneFound(@ForAll long seed) {
    Random random = new Random(seed);
    List<Arrow> arrows = network(random, false);
    MilliSatoshi amount = MilliSatoshi.of(1 + random.nextInt(1_500_000));
    OptionalLong least =
        leastFee(arrows, NODES - 1, amount.msat(), new HashSet<>(Set.of(NODES - 1)));
    RouteRequest request =
        RouteRequest.of(SOURCE, TARGET, amount, 18, MilliSatoshi.of(1_000_000)).toBuilder()
            .weights(CostWeights.FEES_ALONE)
            .build();
    PathResult result = new SinglePathFinder().find(graph(arrows).graph, request, Scorer.NONE, NOW);
    assertThat(result instanceof PathResult.Found).isEqualTo(least.isPresent());
    if (result instanceof PathResult.Found found) {
      assertThat(found.fee().msat()).isEqualTo(least.getAsLong());
    }
  }

  @Property(tries = 1000)
  void aRouteIsFoundExactlyWhenThereIsOneWithinTheFeeLimit(@ForAll long seed) {
    Random random = new Random(seed);
    List<Arrow> arrows = network(random, false);
    MilliSatoshi amount = MilliSatoshi.of(1 + random.nextInt(1_500_000));
    MilliSatoshi maxFee = MilliSatoshi.of(random.nextInt(20_000));
    OptionalLong least =
        leastFee(arrows, NODES - 1, amount.msat(), new HashSet<>(Set.of(NODES - 1)));
    RouteRequest request =
        RouteRequest.of(SOURCE, TARGET, amount, 18, maxFee).toBuilder().maxParts(1).build();
    PathResult result =
        new MultiPartPathFinder().find(graph(arrows).graph, request, new LiquidityScorer(), NOW);
    boolean possible = least.isPresent() && least.getAsLong() <= maxFee.msat();
    assertThat(result instanceof PathResult.Found).isEqualTo(possible);
  }

  @Property(tries = 2000)
  void noRouteBreaksALimit(@ForAll long seed) {
    Random random = new Random(seed);
    List<Arrow> arrows = network(random, true);
    MilliSatoshi amount = MilliSatoshi.of(1 + random.nextInt(4_000_000));
    Set<ChannelDirection> ignoredChannels = new HashSet<>();
    if (random.nextBoolean()) {
      ignoredChannels.add(arrows.get(random.nextInt(arrows.size())).direction());
    }
    Set<PublicKey> ignoredNodes =
        random.nextInt(4) == 0 ? Set.of(node(1 + random.nextInt(NODES - 2))) : Set.of();
    RouteRequest request =
        RouteRequest.builder(SOURCE, TARGET, amount)
            .maxFee(MilliSatoshi.of(random.nextInt(100_000)))
            .maxCltvDelta(18 + random.nextInt(150))
            .maxHops(1 + random.nextInt(6))
            .maxParts(1 + random.nextInt(6))
            .forbiddenChannels(ignoredChannels)
            .forbiddenNodes(ignoredNodes)
            .build();
    if (random.nextBoolean()) {
      request = request.toBuilder().localChannels(locals(random)).build();
    }
    PathResult result =
        new MultiPartPathFinder().find(graph(arrows).graph, request, new LiquidityScorer(), NOW);
    if (result instanceof PathResult.Found found) {
      assertValid(found, request, arrows);
    }
  }

  private static List<LocalChannel> locals(Random random) {
    List<LocalChannel> locals = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      MilliSatoshi available = MilliSatoshi.of(random.nextInt(2_000_000));
      MilliSatoshi largest = MilliSatoshi.of(random.nextInt(2_000_000));
      locals.add(
          new LocalChannel(
              id(1000 + i),
              node(1 + random.nextInt(NODES - 1)),
              available,
              MilliSatoshi.of(random.nextInt(10_000)),
              largest));
    }
    return locals;
  }

  private static void assertValid(
      PathResult.Found found, RouteRequest request, List<Arrow> arrows) {
    Map<ChannelDirection, Long> used = new HashMap<>();
    long delivered = 0;
    for (Route route : found.routes()) {
      assertThat(route.source()).isEqualTo(request.source());
      assertThat(route.target()).isEqualTo(request.target());
      assertThat(route.hops()).hasSizeLessThanOrEqualTo(request.maxHops());
      assertThat(route.cltvDelta()).isLessThanOrEqualTo(request.maxCltvDelta());
      assertThat(route.last().cltvDelta()).isEqualTo(request.finalCltvDelta());
      delivered += route.amountReceived().msat();
      for (int i = 0; i < route.hops().size(); i++) {
        assertHop(route, i, request, arrows);
        RouteHop hop = route.hops().get(i);
        used.merge(hop.channelDirection(), hop.amount().msat(), Long::sum);
      }
    }
    assertThat(delivered).isEqualTo(request.amount().msat());
    assertThat(found.fee()).isLessThanOrEqualTo(request.maxFee());
    assertThat(found.routes()).hasSizeLessThanOrEqualTo(request.maxParts());
    assertNothingOverused(used, request, arrows);
  }

  private static void assertHop(Route route, int at, RouteRequest request, List<Arrow> arrows) {
    RouteHop hop = route.hops().get(at);
    assertThat(request.forbiddenChannels()).doesNotContain(hop.channelDirection());
    boolean last = at == route.hops().size() - 1;
    if (!last) {
      assertThat(request.forbiddenNodes()).doesNotContain(hop.to());
      assertThat(route.hops().get(at + 1).from()).isEqualTo(hop.to());
    }
    if (at == 0 && request.localChannels().isPresent()) {
      LocalChannel local =
          request.localChannels().get().stream()
              .filter(channel -> channel.shortChannelId().equals(hop.shortChannelId()))
              .findFirst()
              .orElseThrow();
      assertThat(hop.amount()).isBetween(local.htlcMinimumMsat(), local.maxHtlcMsat());
      return;
    }
    Arrow arrow = arrowOf(hop, arrows);
    assertThat(arrow.disabled()).isFalse();
    assertThat(hop.amount())
        .isBetween(arrow.policy().htlcMinimumMsat(), arrow.policy().htlcMaximumMsat());
    if (at > 0) {
      assertThat(route.feeAt(at - 1)).isEqualTo(arrow.policy().fee(hop.amount()));
      assertThat(route.hops().get(at - 1).cltvDelta())
          .isEqualTo(hop.cltvDelta() + arrow.policy().cltvExpiryDelta().blocks());
    }
  }

  private static Arrow arrowOf(RouteHop hop, List<Arrow> arrows) {
    return arrows.stream()
        .filter(arrow -> arrow.direction().equals(hop.channelDirection()))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNothingOverused(
      Map<ChannelDirection, Long> used, RouteRequest request, List<Arrow> arrows) {
    Map<ChannelDirection, Long> limits = new HashMap<>();
    arrows.forEach(arrow -> limits.put(arrow.direction(), arrow.capacityMsat()));
    request
        .localChannels()
        .ifPresent(
            channels ->
                channels.forEach(
                    channel -> {
                      int direction = SOURCE.compareTo(channel.remoteNodeId()) < 0 ? 0 : 1;
                      limits.put(
                          new ChannelDirection(channel.shortChannelId(), direction),
                          channel.availableToSend().msat());
                    }));
    used.forEach((channel, amount) -> assertThat(amount).isLessThanOrEqualTo(limits.get(channel)));
  }

  @Property(tries = 300)
  void theOrderInWhichTheGraphWasLearntDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Arrow> arrows = network(random, true);
    RouteRequest request =
        RouteRequest.of(
            SOURCE,
            TARGET,
            MilliSatoshi.of(1 + random.nextInt(3_000_000)),
            18,
            MilliSatoshi.of(50_000));
    PathResult first =
        new MultiPartPathFinder().find(graph(arrows).graph, request, Scorer.NONE, NOW);
    List<Arrow> shuffled = new ArrayList<>(arrows);
    Collections.shuffle(shuffled, random);
    PathResult second =
        new MultiPartPathFinder().find(graph(shuffled).graph, request, Scorer.NONE, NOW);
    assertThat(second).isEqualTo(first);
  }
}
