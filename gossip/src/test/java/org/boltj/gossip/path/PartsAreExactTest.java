package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.List;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/** What flows do not know of: fees of fees, limits of single HTLCs, slots and parts. */
class PartsAreExactTest {
  private static final PublicKey ME = node(1);
  private static final PublicKey HUB = node(2);
  private static final PublicKey OTHER_HUB = node(3);
  private static final PublicKey PAYEE = node(4);
  private static final long MAX = 1_000_000_000L;

  private final TestGraph network = new TestGraph();
  private final PathFinder finder = new MultiPartPathFinder();

  private void connect(
      int number, PublicKey a, PublicKey b, long capacitySat, ChannelUpdate.Policy policy) {
    network.channel(number, a, b, capacitySat).update(number, a, b, policy);
  }

  private static RouteRequestBuilder request(long msat) {
    return RouteRequest.builder(ME, PAYEE, MilliSatoshi.of(msat));
  }

  private static LocalChannel local(int number, PublicKey remote, long availableMsat, int slots) {
    MilliSatoshi available = MilliSatoshi.of(availableMsat);
    return new LocalChannel(id(number), remote, available, MilliSatoshi.ZERO, available, slots);
  }

  private List<Route> routes(RouteRequestBuilder request) {
    PathResult result = finder.find(network.graph, request.build(), Scorer.NONE, NOW);
    assertThat(result).isInstanceOf(PathResult.Found.class);
    List<Route> routes = ((PathResult.Found) result).routes();
    assertThat(routes.stream().mapToLong(route -> route.amountReceived().msat()).sum())
        .isEqualTo(request.build().amount().msat());
    return routes;
  }

  private boolean finds(RouteRequestBuilder request) {
    return finder.find(network.graph, request.build(), Scorer.NONE, NOW)
        instanceof PathResult.Found;
  }

  @Test
  void feesAreTakenOffWhatAChannelDelivers() {
    // 1 % and 7 msat at each hub: what leaves our channels is more than what flows.
    connect(2, HUB, PAYEE, MAX / 1000, policy(10, 7, 10_000, MAX));
    connect(3, OTHER_HUB, PAYEE, MAX / 1000, policy(10, 7, 10_000, MAX));
    List<LocalChannel> own = List.of(local(8, HUB, 506_000, 9), local(9, OTHER_HUB, 506_000, 9));
    List<Route> routes = routes(request(1_000_000).localChannels(own));
    assertThat(routes).hasSize(2);
    for (Route route : routes) {
      long received = route.amountReceived().msat();
      assertThat(route.fee().msat()).isEqualTo(7 + received / 100);
      assertThat(route.amountSent().msat()).isLessThanOrEqualTo(506_000);
    }
    assertThat(finds(request(1_003_000).localChannels(own))).isFalse();
  }

  @Test
  void aChannelThatWantsSmallHtlcsGetsSeveral() {
    connect(2, HUB, PAYEE, 1_000, policy(10, 0, 0, 300_000));
    List<LocalChannel> own = List.of(local(8, HUB, 2_000_000, 30));
    assertThat(routes(request(900_000).localChannels(own))).hasSize(3);
    assertThat(routes(request(1_000_000).localChannels(own))).hasSize(4);
    assertThat(finds(request(1_000_001).localChannels(own))).isFalse();
  }

  @Test
  void slotsAreNotUsedTwice() {
    connect(2, HUB, PAYEE, 1_000, policy(10, 0, 0, 300_000));
    List<LocalChannel> own = List.of(local(8, HUB, 2_000_000, 2));
    assertThat(routes(request(600_000).localChannels(own))).hasSize(2);
    assertThat(finds(request(700_000).localChannels(own))).isFalse();
  }

  @Test
  void aRestThatIsTooSmallForAnyChannelIsMadeLarger() {
    ChannelUpdate.Policy coarse =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.of(100_000), 0, 0, MilliSatoshi.of(500_000));
    connect(2, HUB, PAYEE, 500, coarse);
    connect(3, OTHER_HUB, PAYEE, 500, coarse);
    List<LocalChannel> own =
        List.of(local(8, HUB, 2_000_000, 30), local(9, OTHER_HUB, 2_000_000, 30));
    assertThat(routes(request(510_000).localChannels(own))).hasSize(2);
    assertThat(finds(request(99_999).localChannels(own))).isFalse();
  }

  @Test
  void fewLargePartsWhereMoreAreNotAllowed() {
    for (int i = 0; i < 10; i++) {
      connect(20 + i, HUB, PAYEE, 100, policy(10, 0, 0, 100_000));
    }
    connect(40, HUB, PAYEE, 600, policy(10, 900, 0, 600_000));
    connect(41, OTHER_HUB, PAYEE, 500, policy(10, 900, 0, 500_000));
    List<LocalChannel> own =
        List.of(local(8, HUB, 2_000_000, 30), local(9, OTHER_HUB, 2_000_000, 30));
    assertThat(routes(request(1_000_000).localChannels(own).maxParts(2))).hasSize(2);
    assertThat(finds(request(1_101_000).localChannels(own).maxParts(2))).isFalse();
  }

  @Test
  void splitsWhereOneRouteWouldProbablyFail() {
    connect(1, ME, HUB, 10_000_000, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, 1_050_000, policy(10, 0, 0, 1_050_000_000));
    connect(3, ME, OTHER_HUB, 10_000_000, policy(10, 0, 0, MAX));
    connect(4, OTHER_HUB, PAYEE, 1_050_000, policy(10, 0, 0, 1_050_000_000));
    PathResult result =
        finder.find(network.graph, request(1_000_000_000).build(), new LiquidityScorer(), NOW);
    assertThat(((PathResult.Found) result).routes()).hasSize(2);
    PathResult small =
        finder.find(network.graph, request(1_000_000).build(), new LiquidityScorer(), NOW);
    assertThat(((PathResult.Found) small).routes()).hasSize(1);
  }
}
