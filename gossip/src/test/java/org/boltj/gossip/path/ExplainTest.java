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
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about a route that was found, and about one that was not. */
class ExplainTest {
  private static final PublicKey ME = node(1);
  private static final PublicKey HUB = node(2);
  private static final PublicKey OTHER_HUB = node(3);
  private static final PublicKey PAYEE = node(4);
  private static final long MAX = 1_000_000_000L;

  private final ChannelGraph network = new ChannelGraph();

  @BeforeEach
  void twoWays() {
    connect(1, ME, HUB, policy(10, 0, 0, MAX));
    connect(2, HUB, PAYEE, policy(10, 10, 0, MAX));
    connect(3, ME, OTHER_HUB, policy(10, 0, 0, MAX));
    connect(4, OTHER_HUB, PAYEE, policy(10, 2000, 0, MAX));
  }

  private void connect(int number, PublicKey a, PublicKey b, ChannelUpdate.Policy policy) {
    int channel = network.addChannel(id(number), a, b, policy.htlcMaximumMsat().msat() / 1000);
    network.setPolicy(2 * channel, NOW, false, policy);
    network.setPolicy(2 * channel + 1, NOW, false, policy);
  }

  private static RouteRequestBuilder request(long msat) {
    return RouteRequest.builder(ME, PAYEE, MilliSatoshi.of(msat));
  }

  private Explain explain(RouteRequestBuilder request) {
    return new Explain(network, request.build(), Scorer.NONE, NOW);
  }

  @Test
  void hopByHopAndTheRunnerUp() {
    PathResult result =
        new SinglePathFinder().find(network, request(100_000).build(), Scorer.NONE, NOW);
    Route route = ((PathResult.Found) result).routes().get(0);
    RouteExplanation explanation = explain(request(100_000)).route(route);
    assertThat(explanation.hops()).extracting(HopCost::feeMsat).containsExactly(0L, 10L);
    assertThat(explanation.hops()).extracting(HopCost::cltvDelta).containsExactly(0, 10);
    assertThat(explanation.costMsat()).isEqualTo(2 * 1000 + 10);
    RouteExplanation other = explanation.runnerUp().orElseThrow();
    assertThat(other.route().last().shortChannelId()).isEqualTo(id(4));
    assertThat(other.costMsat()).isEqualTo(2 * 1000 + 2000);
    assertThat(explanation.text())
        .startsWith("The route costs 2,010 msat:")
        .contains("The runner-up costs 1,990 msat more: fees +1,990, penalties +0, time +0");
  }

  @Test
  void channelsThatAreTooSmallAreGrouped() {
    NoRouteExplanation none = explain(request(MAX + 1)).noRoute().orElseThrow();
    assertThat(none.beforePayee())
        .containsExactly(
            new Cut(
                Cut.Rule.AMOUNT_TOO_LARGE,
                2,
                List.of(new ChannelDirection(id(2), 0), new ChannelDirection(id(4), 0))));
    assertThat(none.nodesBeforePayee()).isZero();
    assertThat(none.text()).contains("2 channels are too small for the amount");
  }

  @Test
  void whatTheRequestForbidsIsNamed() {
    Set<ChannelDirection> channels = Set.of(new ChannelDirection(id(2), 0));
    NoRouteExplanation none =
        explain(request(1000).forbiddenChannels(channels).forbiddenNodes(Set.of(OTHER_HUB)))
            .noRoute()
            .orElseThrow();
    assertThat(none.nodesBeforePayee()).isEqualTo(1);
    assertThat(none.beforePayee())
        .extracting(Cut::rule)
        .containsExactlyInAnyOrder(Cut.Rule.FORBIDDEN_CHANNEL, Cut.Rule.FORBIDDEN_NODE);
    assertThat(none.behindPayer())
        .extracting(Cut::rule)
        .containsExactlyInAnyOrder(Cut.Rule.FORBIDDEN_CHANNEL, Cut.Rule.FORBIDDEN_NODE);
  }

  @Test
  void limitsAreToldWithWhatWouldBeEnough() {
    NoRouteExplanation none =
        explain(request(1000).maxFee(MilliSatoshi.of(9))).noRoute().orElseThrow();
    assertThat(none.reason()).isEqualTo(PathResult.Reason.FEE_LIMIT_EXCEEDED);
    assertThat(none.leastFeeMsat()).hasValue(10);
    assertThat(none.leastCltvDelta()).hasValue(28);
    assertThat(none.leastHops()).hasValue(2);
    assertThat(none.text()).contains("fee 10 msat, 28 blocks, 2 hops");
  }

  @Test
  void channelsOfThePayerThatOnlyTheGraphKnowsAreNotBlamed() {
    LocalChannel empty = new LocalChannel(id(1), HUB, MilliSatoshi.of(5));
    NoRouteExplanation none =
        explain(request(1000).localChannels(List.of(empty))).noRoute().orElseThrow();
    assertThat(none.reason()).isEqualTo(PathResult.Reason.INSUFFICIENT_LOCAL_BALANCE);
    assertThat(none.nodesBeforePayee()).isEqualTo(2);
    assertThat(none.beforePayee())
        .containsExactly(
            new Cut(Cut.Rule.AMOUNT_TOO_LARGE, 1, List.of(new ChannelDirection(id(1), 0))));
  }

  @Test
  void waypointsThatNoRoutePassesAreTold() {
    List<Waypoint> both = List.of(new Waypoint.Node(HUB), new Waypoint.Node(OTHER_HUB));
    NoRouteExplanation none = explain(request(1000).through(both)).noRoute().orElseThrow();
    assertThat(none.text())
        .isEqualTo(
            "No route (NO_ROUTE): none passes all that is to be passed, in its order, and no node"
                + " twice.");
  }

  @Test
  void aPayloadWithoutRoomIsTold() {
    assertThat(explain(request(1000).finalPayloadBytes(1301)).noRoute().orElseThrow().text())
        .contains("and fits into the onion");
    RouteRequestBuilder toMyself = request(1000).target(ME);
    assertThat(explain(toMyself).noRoute().orElseThrow().text())
        .contains("payer and payee are one");
  }

  @Test
  void whereThereIsARouteNothingIsInItsWay() {
    assertThat(explain(request(1000)).noRoute()).isEmpty();
  }

  @Test
  void blindedPathsAreSpokenOf() {
    BlindedTail tail =
        new BlindedTail(HUB, 0, 0, 0, MilliSatoshi.ZERO, MilliSatoshi.of(999), 3, 200);
    RouteRequestBuilder request = request(1000).blindedTails(List.of(tail));
    assertThat(explain(request).noRoute().orElseThrow().text())
        .contains("none of the blinded paths takes");
    NoRouteExplanation far =
        explain(request.amount(MilliSatoshi.of(900)).maxHops(2)).noRoute().orElseThrow();
    assertThat(far.leastHops()).hasValue(3);
  }
}
