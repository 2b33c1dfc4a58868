package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.List;
import java.util.Set;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/** One route where it can be, several where it must be, and a reason where there is none. */
class MultiPartPathFinderTest {
  private static final PublicKey ME = node(1);
  private static final PublicKey HUB = node(2);
  private static final PublicKey OTHER_HUB = node(3);
  private static final PublicKey PAYEE = node(4);
  private static final long MAX = 1_000_000_000L;

  private final TestGraph network = new TestGraph();
  private final PathFinder finder = new MultiPartPathFinder();

  private static RouteRequest request(long msat) {
    return RouteRequest.of(ME, PAYEE, MilliSatoshi.of(msat), 18, MilliSatoshi.of(100_000));
  }

  private PathResult find(RouteRequest request) {
    return finder.find(network.graph, request, Scorer.NONE, NOW);
  }

  private List<Route> routes(RouteRequest request) {
    PathResult result = find(request);
    assertThat(result).isInstanceOf(PathResult.Found.class);
    return ((PathResult.Found) result).routes();
  }

  private PathResult.Reason reason(RouteRequest request) {
    PathResult result = find(request);
    assertThat(result).isInstanceOf(PathResult.NotFound.class);
    return ((PathResult.NotFound) result).reason();
  }

  private void connect(int number, PublicKey a, PublicKey b, ChannelUpdate.Policy policy) {
    network
        .channel(number, a, b, policy.htlcMaximumMsat().msat() / 1000)
        .update(number, a, b, policy)
        .update(number, b, a, policy);
  }

  private static LocalChannel local(int number, PublicKey remote, long availableMsat) {
    return new LocalChannel(id(number), remote, MilliSatoshi.of(availableMsat));
  }

  @Test
  void ownChannelsCountOnlyAsTheyAre() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(10, 0, 0, MAX));
    assertThat(routes(request(1000))).hasSize(1);
    assertThat(reason(request(1000).toBuilder().localChannels(List.of()).build()))
        .isEqualTo(PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE);
    List<Route> routes =
        routes(request(1000).toBuilder().localChannels(List.of(local(9, HUB, 1000))).build());
    assertThat(routes.get(0).first().shortChannelId()).isEqualTo(id(9));
  }

  @Test
  void aPaymentToAPeerNeedsNoGraph() {
    List<Route> routes =
        routes(request(1000).toBuilder().localChannels(List.of(local(9, PAYEE, 1000))).build());
    assertThat(routes)
        .containsExactly(
            new Route(List.of(new RouteHop(ME, id(9), PAYEE, MilliSatoshi.of(1000), 18))));
  }

  @Test
  void severalRoutesWhenNoChannelIsLargeEnough() {
    connect(2, HUB, PAYEE, policy(10, 100, 0, 700_000));
    connect(3, OTHER_HUB, PAYEE, policy(20, 200, 0, 600_000));
    RouteRequest request =
        request(1_000_000).toBuilder()
            .localChannels(List.of(local(8, HUB, 650_000), local(9, OTHER_HUB, 650_000)))
            .build();
    List<Route> routes = routes(request);
    assertThat(routes).hasSize(2);
    assertThat(routes.stream().mapToLong(route -> route.amountReceived().msat()).sum())
        .isEqualTo(1_000_000);
    assertThat(reason(request.toBuilder().maxParts(1).build()))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void balancesAreUsedToTheLastMillisatoshi() {
    RouteRequest request =
        request(1_000_000).toBuilder()
            .localChannels(
                List.of(
                    local(7, PAYEE, 500_000), local(8, PAYEE, 300_000), local(9, PAYEE, 200_000)))
            .build();
    assertThat(routes(request)).hasSize(3);
    connect(2, HUB, PAYEE, policy(10, 0, 1000, MAX));
    RouteRequest overHub =
        request(2_000_000).toBuilder()
            .localChannels(List.of(local(7, PAYEE, 998_999), local(8, HUB, 1_002_002)))
            .build();
    List<Route> routes = routes(overHub);
    assertThat(routes).hasSize(2);
    assertThat(routes.stream().mapToLong(route -> route.amountSent().msat()).max())
        .hasValue(1_002_002);
  }

  @Test
  void aSharedChannelIsNotUsedTwice() {
    // Both ways go through the channel from hub to payee, which carries 1,000,000 msat in all.
    connect(2, HUB, PAYEE, policy(10, 0, 0, 1_000_000));
    RouteRequest request =
        request(1_200_000).toBuilder()
            .localChannels(List.of(local(8, HUB, 600_000), local(9, HUB, 600_000)))
            .build();
    assertThat(reason(request)).isEqualTo(PathResult.Reason.NO_ROUTE);
    assertThat(routes(request.toBuilder().amount(MilliSatoshi.of(1_000_000)).build())).hasSize(2);
  }

  @Test
  void hintsLeadToPayeesThatAreNotAnnounced() {
    connect(2, HUB, OTHER_HUB, policy(10, 5, 0, MAX));
    HintHop hint = HintHop.of(OTHER_HUB, id(50), PAYEE, 7, 0, new CltvExpiryDelta(33));
    RouteRequest request =
        request(1000).toBuilder().localChannels(List.of(local(8, HUB, MAX))).build();
    assertThat(reason(request)).isEqualTo(PathResult.Reason.TARGET_UNREACHABLE);
    Route route = routes(request.toBuilder().hints(List.of(hint)).build()).get(0);
    assertThat(route.hops())
        .containsExactly(
            new RouteHop(ME, id(8), HUB, MilliSatoshi.of(1012), 18 + 33 + 10),
            new RouteHop(HUB, id(2), OTHER_HUB, MilliSatoshi.of(1007), 18 + 33),
            new RouteHop(OTHER_HUB, id(50), PAYEE, MilliSatoshi.of(1000), 18));
  }

  @Test
  void hintsMayBeSeveralHopsLongThroughUnknownNodes() {
    PublicKey hidden = node(77);
    List<HintHop> hints =
        List.of(
            HintHop.of(HUB, id(50), hidden, 1, 0, new CltvExpiryDelta(3)),
            HintHop.of(hidden, id(51), PAYEE, 2, 0, new CltvExpiryDelta(4)));
    RouteRequest request =
        request(1000).toBuilder().localChannels(List.of(local(8, HUB, MAX))).hints(hints).build();
    assertThat(routes(request).get(0).fee()).isEqualTo(MilliSatoshi.of(3));
    assertThat(
            reason(
                request.toBuilder()
                    .forbiddenChannels(Set.of())
                    .forbiddenNodes(Set.of(hidden))
                    .build()))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void limitsAreNamedWhenTheyAreInTheWay() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(100, 500, 0, MAX));
    assertThat(reason(request(1000).toBuilder().maxFee(MilliSatoshi.of(499)).build()))
        .isEqualTo(PathResult.Reason.FEE_LIMIT_EXCEEDED);
    assertThat(routes(request(1000).toBuilder().maxFee(MilliSatoshi.of(500)).build())).hasSize(1);
    assertThat(reason(request(1000).toBuilder().maxCltvDelta(117).build()))
        .isEqualTo(PathResult.Reason.CLTV_LIMIT_EXCEEDED);
    assertThat(routes(request(1000).toBuilder().maxCltvDelta(118).build())).hasSize(1);
    assertThat(reason(request(1000).toBuilder().maxHops(1).build()))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    assertThat(
            reason(
                request(1000).toBuilder()
                    .forbiddenChannels(Set.of())
                    .forbiddenNodes(Set.of(HUB))
                    .build()))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    RouteRequest toMyself = RouteRequest.of(ME, ME, MilliSatoshi.of(1), 18, MilliSatoshi.ZERO);
    assertThat(reason(toMyself)).isEqualTo(PathResult.Reason.TARGET_IS_SOURCE);
  }

  @Test
  void aDearerRouteIsTakenWhenTheCheapestLocksTooLong() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(1500, 1, 0, MAX));
    connect(3, ME, OTHER_HUB, policy(10, 0, 0, MAX));
    connect(4, OTHER_HUB, PAYEE, policy(20, 900, 0, MAX));
    assertThat(routes(request(1000)).get(0).hops().get(1).shortChannelId()).isEqualTo(id(2));
    assertThat(
            routes(request(1000).toBuilder().maxCltvDelta(100).build())
                .get(0)
                .hops()
                .get(1)
                .shortChannelId())
        .isEqualTo(id(4));
  }

  @Test
  void disabledDirectionsAndIgnoredChannelsAreNotUsed() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    network
        .channel(2, HUB, PAYEE, MAX / 1000)
        .update(2, HUB, PAYEE, policy(10, 0, 0, MAX), true)
        .update(2, PAYEE, HUB, policy(10, 0, 0, MAX));
    assertThat(reason(request(1000))).isEqualTo(PathResult.Reason.TARGET_UNREACHABLE);
    connect(3, HUB, PAYEE, policy(10, 0, 0, MAX));
    Route route = routes(request(1000)).get(0);
    assertThat(route.last().shortChannelId()).isEqualTo(id(3));
    ChannelDirection used = route.last().channelDirection();
    assertThat(
            reason(
                request(1000).toBuilder()
                    .forbiddenChannels(Set.of(used))
                    .forbiddenNodes(Set.of())
                    .build()))
        .isEqualTo(PathResult.Reason.TARGET_UNREACHABLE);
  }

  @Test
  void failuresMakeTheFinderLookElsewhere() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(10, 10, 0, MAX));
    connect(3, ME, OTHER_HUB, policy(10, 0, 0, MAX));
    connect(4, OTHER_HUB, PAYEE, policy(10, 20, 0, MAX));
    Scorer scorer = new LiquidityScorer();
    RouteRequest request = request(1_000_000);
    assertThat(lastChannel(request, scorer, NOW)).isEqualTo(2);
    scorer.channelFailed(
        new ChannelDirection(id(2), HUB.compareTo(PAYEE) < 0 ? 0 : 1), request.amount(), NOW);
    assertThat(lastChannel(request, scorer, NOW + 60)).isEqualTo(4);
    assertThat(lastChannel(request, scorer, NOW + 30 * 86_400L)).isEqualTo(2);
  }

  private int lastChannel(RouteRequest request, Scorer scorer, long now) {
    PathResult result = finder.find(network.graph, request, scorer, now);
    return ((PathResult.Found) result).routes().get(0).last().shortChannelId().blockHeight();
  }

  @Test
  void absurdFeesDoNotBreakTheSearch() {
    connect(1, ME, HUB, policy(10, 0, 0, 1000 * MAX));
    connect(2, HUB, PAYEE, policy(65535, 0xffffffffL, 0xffffffffL, MAX));
    RouteRequest request = request(1000).toBuilder().maxFee(MilliSatoshi.MAX_MONEY).build();
    assertThat(reason(request)).isEqualTo(PathResult.Reason.CLTV_LIMIT_EXCEEDED);
    RouteRequest huge = request.toBuilder().amount(MilliSatoshi.MAX_MONEY).build();
    assertThat(reason(huge)).isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void noMoreThanTwentyHops() {
    for (int i = 0; i < 21; i++) {
      connect(100 + i, node(100 + i), node(101 + i), policy(1, 0, 0, MAX));
    }
    RouteRequest twenty =
        RouteRequest.of(node(100), node(120), MilliSatoshi.of(1), 18, MilliSatoshi.ZERO);
    assertThat(routes(twenty).get(0).hops()).hasSize(20);
    RouteRequest more =
        RouteRequest.of(node(100), node(121), MilliSatoshi.of(1), 18, MilliSatoshi.ZERO);
    assertThat(reason(more)).isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  /** As {@link SinglePathFinder} says; no flow is looked for when waypoints rule all routes out. */
  @Test
  void aWaypointLiesBetweenTheEnds() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(10, 0, 0, MAX));
    for (PublicKey node : List.of(ME, PAYEE, node(99))) {
      RouteRequestBuilder over =
          request(1000).toBuilder().through(List.of(new Waypoint.Node(node)));
      assertThat(reason(over.build())).isEqualTo(PathResult.Reason.NO_ROUTE);
    }
  }
}
