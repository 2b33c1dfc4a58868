package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request can ask for beside payer, payee and amount. */
class SinglePathFinderTest {
  private static final PublicKey ME = node(1);
  private static final PublicKey HUB = node(2);
  private static final PublicKey OTHER_HUB = node(3);
  private static final PublicKey PAYEE = node(4);
  private static final long MAX = 1_000_000_000L;

  private final ChannelGraph network = new ChannelGraph();
  private final PathFinder finder = new SinglePathFinder();

  /** The cheap way is over the hub by channels 1 and 2, the dear way by 3 and 4; 5 joins hubs. */
  @BeforeEach
  void twoWays() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(10, 10, 0, MAX));
    connect(3, ME, OTHER_HUB, policy(10, 0, 0, MAX));
    connect(4, OTHER_HUB, PAYEE, policy(10, 2000, 0, MAX));
    connect(5, HUB, OTHER_HUB, policy(10, 50, 0, MAX));
  }

  private void connect(int number, PublicKey a, PublicKey b, ChannelUpdate.Policy policy) {
    boolean inOrder = a.compareTo(b) < 0;
    network.addChannel(
        id(number), inOrder ? a : b, inOrder ? b : a, policy.htlcMaximumMsat().msat() / 1000);
    update(number, a, b, policy);
    update(number, b, a, policy);
  }

  private void update(int number, PublicKey from, PublicKey to, ChannelUpdate.Policy policy) {
    int channel = network.channelIndex(id(number));
    network.setPolicy(2 * channel + direction(number, from, to).direction(), NOW, false, policy);
  }

  private static RouteRequestBuilder request(PublicKey target) {
    return RouteRequest.builder(ME, target, MilliSatoshi.of(100_000));
  }

  private Route route(RouteRequestBuilder request) {
    PathResult result = finder.find(network, request.build(), Scorer.NONE, NOW);
    assertThat(result).isInstanceOf(PathResult.Found.class);
    return ((PathResult.Found) result).routes().get(0);
  }

  private List<Integer> channels(RouteRequestBuilder request) {
    return route(request).hops().stream().map(hop -> hop.shortChannelId().blockHeight()).toList();
  }

  private PathResult.Reason reason(RouteRequestBuilder request) {
    PathResult result = finder.find(network, request.build(), Scorer.NONE, NOW);
    assertThat(result).isInstanceOf(PathResult.NotFound.class);
    return ((PathResult.NotFound) result).reason();
  }

  private static ChannelDirection direction(int number, PublicKey from, PublicKey to) {
    return new ChannelDirection(id(number), from.compareTo(to) < 0 ? 0 : 1);
  }

  @Test
  void theCheapestWay() {
    assertThat(channels(request(PAYEE))).containsExactly(1, 2);
  }

  @Test
  void capsAndWhatIsInFlightLeaveLess() {
    ChannelDirection cheap = direction(2, HUB, PAYEE);
    assertThat(channels(request(PAYEE).caps(Map.of(cheap, MilliSatoshi.of(100_000)))))
        .containsExactly(1, 2);
    assertThat(channels(request(PAYEE).caps(Map.of(cheap, MilliSatoshi.of(99_999)))))
        .containsExactly(3, 4);
    assertThat(channels(request(PAYEE).inFlight(Map.of(cheap, MilliSatoshi.of(MAX - 100_000)))))
        .containsExactly(1, 2);
    assertThat(channels(request(PAYEE).inFlight(Map.of(cheap, MilliSatoshi.of(MAX - 99_999)))))
        .containsExactly(3, 4);
  }

  @Test
  void patchesCountInsteadOfTheGraph() {
    Map<ChannelDirection, ChannelUpdate.Policy> dearer =
        Map.of(direction(2, HUB, PAYEE), policy(10, 9000, 0, MAX));
    assertThat(channels(request(PAYEE).patches(dearer))).containsExactly(3, 4);
    Route route = route(request(PAYEE).patches(dearer).forbiddenNodes(Set.of(OTHER_HUB)));
    assertThat(route.fee()).isEqualTo(MilliSatoshi.of(9000));
  }

  @Test
  void firstAndLastChannelsAreAsAskedFor() {
    assertThat(channels(request(PAYEE).firstChannels(Set.of(id(3))))).containsExactly(3, 5, 2);
    assertThat(channels(request(PAYEE).lastChannels(Set.of(id(4))))).containsExactly(3, 4);
    assertThat(reason(request(PAYEE).firstChannels(Set.of(id(2)))))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void waypointsAreTakenInTheirOrder() {
    assertThat(channels(request(PAYEE).through(List.of(new Waypoint.Node(OTHER_HUB)))))
        .containsExactly(3, 5, 2);
    assertThat(
            channels(
                request(PAYEE)
                    .through(List.of(new Waypoint.Node(HUB), new Waypoint.Node(OTHER_HUB)))))
        .containsExactly(1, 5, 4);
    Waypoint back = new Waypoint.Channel(direction(5, OTHER_HUB, HUB));
    assertThat(channels(request(PAYEE).through(List.of(back)))).containsExactly(3, 5, 2);
    Waypoint.Node unknown = new Waypoint.Node(node(99));
    assertThat(reason(request(PAYEE).through(List.of(unknown))))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    assertThat(reason(request(PAYEE).through(Collections.nCopies(21, new Waypoint.Node(HUB)))))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    assertThat(reason(request(PAYEE).through(List.of(new Waypoint.Node(PAYEE)))))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void aCircleMovesMoneyFromOneChannelToAnother() {
    Route circle = route(request(ME).firstChannels(Set.of(id(1))));
    assertThat(circle.source()).isEqualTo(ME);
    assertThat(circle.target()).isEqualTo(ME);
    assertThat(channels(request(ME).firstChannels(Set.of(id(1))))).containsExactly(1, 5, 3);
    assertThat(channels(request(ME).lastChannels(Set.of(id(1))))).containsExactly(3, 5, 1);
    assertThat(reason(request(ME).firstChannels(Set.of(id(1))).lastChannels(Set.of(id(1)))))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    LocalChannel local = new LocalChannel(id(1), HUB, MilliSatoshi.of(200_000));
    assertThat(channels(request(ME).localChannels(List.of(local)).firstChannels(Set.of(id(1)))))
        .containsExactly(1, 5, 3);
    assertThat(reason(request(ME).localChannels(List.of(local))))
        .isEqualTo(PathResult.Reason.TARGET_IS_SOURCE);
  }

  @Test
  void aCircleOverTwoChannelsWithOnePeer() {
    connect(6, ME, HUB, policy(10, 0, 0, MAX));
    assertThat(channels(request(ME).firstChannels(Set.of(id(1))))).containsExactly(1, 6);
    assertThat(channels(request(ME).firstChannels(Set.of(id(6))))).containsExactly(6, 1);
  }

  @Test
  void blindedTailsEndARoute() {
    BlindedTail overHub =
        new BlindedTail(HUB, 500, 1000, 40, MilliSatoshi.of(1), MilliSatoshi.of(MAX), 3, 200);
    Route route = route(request(node(55)).blindedTails(List.of(overHub)).finalCltvDelta(20));
    assertThat(route.hops())
        .containsExactly(new RouteHop(ME, id(1), HUB, MilliSatoshi.of(100_600), 60));
    assertThat(route.blindedEnd())
        .contains(new Route.BlindedEnd(overHub, MilliSatoshi.of(100_000), 20));
    assertThat(route.fee()).isEqualTo(MilliSatoshi.of(600));
    assertThat(route.feeAt(0)).isEqualTo(MilliSatoshi.of(600));
  }

  @Test
  void ofSeveralTailsTheCheapestThatFits() {
    BlindedTail small =
        new BlindedTail(HUB, 1, 0, 0, MilliSatoshi.ZERO, MilliSatoshi.of(99_999), 2, 200);
    BlindedTail long20 =
        new BlindedTail(HUB, 2, 0, 0, MilliSatoshi.ZERO, MilliSatoshi.of(MAX), 21, 200);
    BlindedTail large =
        new BlindedTail(HUB, 3, 0, 0, MilliSatoshi.ZERO, MilliSatoshi.of(MAX), 2, 1301);
    BlindedTail fits =
        new BlindedTail(PAYEE, 4, 0, 0, MilliSatoshi.ZERO, MilliSatoshi.of(MAX), 2, 200);
    Route route = route(request(node(55)).blindedTails(List.of(small, long20, large, fits)));
    assertThat(route.blindedEnd().orElseThrow().tail()).isEqualTo(fits);
    assertThat(route.fee()).isEqualTo(MilliSatoshi.of(14));
  }

  @Test
  void aLargePayloadLeavesRoomForFewerHops() {
    assertThat(channels(request(PAYEE).finalPayloadBytes(1240))).containsExactly(1, 2);
    assertThat(reason(request(PAYEE).finalPayloadBytes(1280)))
        .isEqualTo(PathResult.Reason.NO_ROUTE);
    assertThat(channels(request(HUB).finalPayloadBytes(1300))).containsExactly(1);
    assertThat(reason(request(HUB).finalPayloadBytes(1301))).isEqualTo(PathResult.Reason.NO_ROUTE);
  }

  @Test
  void fiveChannelsOfAllMoneyDoNotOverflow() {
    List<LocalChannel> channels = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      channels.add(new LocalChannel(id(10 + number), HUB, MilliSatoshi.MAX_MONEY));
    }
    assertThat(route(request(PAYEE).localChannels(channels)).hops()).hasSize(2);
  }

  @Test
  void aChannelWithoutFreeSlotIsNotUsed() {
    LocalChannel full =
        new LocalChannel(
            id(1), HUB, MilliSatoshi.of(MAX), MilliSatoshi.ZERO, MilliSatoshi.of(MAX), 0);
    LocalChannel other = new LocalChannel(id(3), OTHER_HUB, MilliSatoshi.of(MAX));
    assertThat(channels(request(PAYEE).localChannels(List.of(full, other))))
        .containsExactly(3, 5, 2);
  }

  @Test
  void inboundFeesAreTakenAndDiscountsGiven() {
    // The hub takes 30 msat and 0.1 % less for what comes in from the other hub.
    update(
        5,
        HUB,
        OTHER_HUB,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.ZERO, 50, 0, MilliSatoshi.of(MAX), -30, -1000));
    update(2, HUB, PAYEE, policy(10, 1000, 0, MAX));
    Route route = route(request(PAYEE).firstChannels(Set.of(id(3))));
    assertThat(route.hops().get(1).amount()).isEqualTo(MilliSatoshi.of(101_000 - 30 - 101));
    assertThat(route.hops().get(0).amount()).isEqualTo(MilliSatoshi.of(101_000 - 30 - 101 + 50));
    // A surcharge for what comes in from the payer makes the longer way the cheaper one.
    update(
        1,
        HUB,
        ME,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.of(MAX), 9000, 0));
    assertThat(channels(request(PAYEE))).containsExactly(3, 5, 2);
  }

  /** What it forwards follows from what comes in: the payee would miss the discount. */
  @Test
  void theFirstNodeOfABlindedTailGivesNoDiscount() {
    update(
        1,
        HUB,
        ME,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.of(MAX), -400, -1000));
    BlindedTail tail =
        new BlindedTail(HUB, 500, 1000, 40, MilliSatoshi.of(1), MilliSatoshi.of(MAX), 3, 200);
    assertThat(route(request(node(55)).blindedTails(List.of(tail))).amountSent())
        .isEqualTo(MilliSatoshi.of(100_600));
  }

  /** That our own side is disabled in the graph does not matter to us, and not to the hub. */
  @Test
  void theFirstHopPaysTheInboundFeeThoughTheGraphDoesNotLetOthersUseOurChannel() {
    int ours = 2 * network.channelIndex(id(1)) + direction(1, ME, HUB).direction();
    network.setPolicy(ours, NOW, true, policy(10, 0, 0, MAX));
    update(
        1,
        HUB,
        ME,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.of(MAX), 70, 0));
    LocalChannel first = new LocalChannel(id(1), HUB, MilliSatoshi.of(MAX));
    Route route = route(request(PAYEE).localChannels(List.of(first)));
    assertThat(route.feeAt(0)).isEqualTo(MilliSatoshi.of(80));
  }

  @Test
  void aDiscountNeverPaysForForwarding() {
    update(
        1,
        HUB,
        ME,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10),
            MilliSatoshi.ZERO,
            0,
            0,
            MilliSatoshi.of(MAX),
            -5000,
            -500_000));
    assertThat(route(request(PAYEE)).fee()).isEqualTo(MilliSatoshi.ZERO);
  }

  @Test
  void aDearerWayWhenTheCheapestIsTooLongInHops() {
    connect(7, HUB, node(8), policy(10, 0, 0, MAX));
    connect(8, node(8), node(9), policy(10, 0, 0, MAX));
    connect(9, HUB, node(9), policy(10, 90_000, 0, MAX));
    assertThat(channels(request(node(9)))).containsExactly(1, 7, 8);
    assertThat(channels(request(node(9)).maxHops(2))).containsExactly(1, 9);
  }
}
