package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.util.Set;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/** What says that there is no way must never be wrong; what says that there is one may be. */
class WidestWaysTest {
  private static final long MOST = 1_000_000;

  /** 1 - 2 - 3, of which each channel takes {@link #MOST}. */
  private final TestGraph network =
      new TestGraph().channel(1, node(1), node(2), 1000).channel(2, node(2), node(3), 1000);

  private static ChannelUpdate.Policy policy(long feeBase, int inboundBase) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(40),
        MilliSatoshi.of(1),
        feeBase,
        0,
        MilliSatoshi.of(MOST),
        inboundBase,
        0);
  }

  private void policies(long feeBase, int inboundBase) {
    network.update(1, node(1), node(2), policy(0, 0));
    network.update(1, node(2), node(1), policy(0, inboundBase));
    network.update(2, node(2), node(3), policy(feeBase, 0));
  }

  private RouteRequestBuilder request(long amount) {
    return RouteRequest.builder(node(1), node(3), MilliSatoshi.of(amount));
  }

  private boolean arrives(RouteRequest request) {
    return arrives(new Overlay(network.graph, request, EdgeScores.NONE));
  }

  private static boolean arrives(Overlay overlay) {
    PathSearch search = new PathSearch();
    SearchSpace labels = search.borrow(overlay);
    return search.isWideEnough(overlay, Limits.of(overlay.request), labels);
  }

  @Test
  void aChannelTakesTheAmountAndTheFee() {
    policies(10, 0);
    assertThat(arrives(request(MOST - 10).build())).isTrue();
    assertThat(arrives(request(MOST - 9).build())).isFalse();
  }

  @Test
  void aDiscountMayBeTheWholeFee() {
    policies(10, -10);
    assertThat(arrives(request(MOST).build())).isTrue();
  }

  @Test
  void anInboundFeeComesOnTop() {
    policies(10, 5);
    assertThat(arrives(request(MOST - 15).build())).isTrue();
    assertThat(arrives(request(MOST - 14).build())).isFalse();
  }

  @Test
  void feesStayWithinTheLimit() {
    policies(10, 0);
    assertThat(arrives(request(1000).maxFee(MilliSatoshi.of(10)).build())).isTrue();
    RouteRequest tight = request(1000).maxFee(MilliSatoshi.of(9)).build();
    assertThat(arrives(tight)).isFalse();
    assertThat(new SinglePathFinder().find(network.graph, tight, Scorer.NONE, 0))
        .isEqualTo(new PathResult.NotFound(PathResult.Reason.FEE_LIMIT_EXCEEDED));
  }

  @Test
  void whatIsForbiddenLeadsNowhere() {
    policies(10, 0);
    assertThat(arrives(request(1000).forbiddenNodes(Set.of(node(2))).build())).isFalse();
    assertThat(
            arrives(
                request(1000).forbiddenChannels(Set.of(new ChannelDirection(id(2), 0))).build()))
        .isFalse();
  }

  /** The search does not ask here, so that it finds what is there. */
  @Test
  void whereARouteIsFoundTheAmountArrives() {
    int found = 0;
    int narrow = 0;
    for (long seed = 0; seed < 3000; seed++) {
      RandomNetwork random = new RandomNetwork(seed);
      Overlay overlay = new Overlay(random.graph, random.request(), EdgeScores.NONE);
      boolean arrives = arrives(overlay);
      boolean isFound = isFound(overlay);
      assertThat(arrives || !isFound).as("seed %d", seed).isTrue();
      found += isFound ? 1 : 0;
      narrow += arrives ? 0 : 1;
    }
    assertThat(found).isGreaterThan(500);
    assertThat(narrow).isGreaterThan(500);
  }

  private static boolean isFound(Overlay overlay) {
    SearchSpace space = new PathSearch().borrow(overlay);
    Limits limits = Limits.of(overlay.request);
    Measure measure = Measure.withinLimits(overlay.request);
    ForwardBounds bounds = new ForwardBounds(space, overlay, measure, limits, true);
    return new BackwardSearch(space, overlay, measure, limits, bounds, () -> true).run()
        != Labels.NONE;
  }
}
