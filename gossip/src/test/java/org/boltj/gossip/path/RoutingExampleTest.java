package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.List;
import java.util.Set;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The "Routing Example" of BOLT 7: four nodes in a ring, and what each hop carries. */
class RoutingExampleTest {
  private static final PublicKey A = node(1);
  private static final PublicKey B = node(2);
  private static final PublicKey C = node(3);
  private static final PublicKey D = node(4);
  private static final MilliSatoshi AMOUNT = MilliSatoshi.of(4_999_999);
  private static final int FINAL_CLTV = 18 + 42;
  private static final long CAPACITY_SAT = 1_000_000;

  private final TestGraph network = new TestGraph();
  private final PathFinder finder = new MultiPartPathFinder();

  @BeforeEach
  void ring() {
    ChannelUpdate.Policy ofA = policy(10, 100, 1000, 1_000_000_000);
    ChannelUpdate.Policy ofB = policy(20, 200, 2000, 1_000_000_000);
    ChannelUpdate.Policy ofC = policy(30, 300, 3000, 1_000_000_000);
    ChannelUpdate.Policy ofD = policy(40, 400, 4000, 1_000_000_000);
    network.channel(1, A, B, CAPACITY_SAT).update(1, A, B, ofA).update(1, B, A, ofB);
    network.channel(2, B, C, CAPACITY_SAT).update(2, B, C, ofB).update(2, C, B, ofC);
    network.channel(3, A, D, CAPACITY_SAT).update(3, A, D, ofA).update(3, D, A, ofD);
    network.channel(4, D, C, CAPACITY_SAT).update(4, D, C, ofD).update(4, C, D, ofC);
  }

  private Route find(RouteRequest request) {
    PathResult result = finder.find(network.graph, request, Scorer.NONE, NOW);
    assertThat(result).isInstanceOf(PathResult.Found.class);
    List<Route> routes = ((PathResult.Found) result).routes();
    assertThat(routes).hasSize(1);
    return routes.get(0);
  }

  private static RouteRequest request(PublicKey from) {
    return RouteRequest.of(from, C, AMOUNT, FINAL_CLTV, MilliSatoshi.of(100_000));
  }

  @Test
  void fromBToCDirectly() {
    assertThat(find(request(B)).hops()).containsExactly(new RouteHop(B, id(2), C, AMOUNT, 18 + 42));
  }

  @Test
  void fromAToCOverB() {
    Route route = find(request(A));
    assertThat(route.hops())
        .containsExactly(
            new RouteHop(A, id(1), B, MilliSatoshi.of(5_010_198), 20 + 18 + 42),
            new RouteHop(B, id(2), C, AMOUNT, 18 + 42));
    assertThat(route.fee()).isEqualTo(MilliSatoshi.of(10_199));
    assertThat(route.feeAt(0)).isEqualTo(MilliSatoshi.of(10_199));
    assertThat(route.feeAt(1)).isEqualTo(MilliSatoshi.ZERO);
    assertThat(route.cltvDelta()).isEqualTo(80);
  }

  @Test
  void fromAToCOverDWhenBIsIgnored() {
    RouteRequest request =
        request(A).toBuilder().forbiddenChannels(Set.of()).forbiddenNodes(Set.of(B)).build();
    assertThat(find(request).hops())
        .containsExactly(
            new RouteHop(A, id(3), D, MilliSatoshi.of(5_020_398), 40 + 18 + 42),
            new RouteHop(D, id(4), C, AMOUNT, 18 + 42));
  }
}
