package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;

import java.util.List;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/**
 * On random networks, some of whose figures are absurd: what an explanation says adds up to the
 * route, the runner-up is another route, and what is said to be in the way of all routes is there.
 */
class ExplanationsAreTrueTest {
  private final Scorer scorer = new LiquidityScorer();
  private int explained;
  private int refused;

  @Test
  void inManyNetworks() {
    for (long seed = 0; seed < 3_000; seed++) {
      RandomNetwork network = new RandomNetwork(seed);
      RouteRequest request = network.request();
      Explain explain = new Explain(network.graph, request, scorer, NOW);
      String which = "seed " + seed;
      PathResult single = new SinglePathFinder().find(network.graph, request, scorer, NOW);
      switch (single) {
        case PathResult.Found found ->
            found.routes().forEach(route -> check(explain.route(route), request, which));
        case PathResult.NotFound none ->
            check(explain.noRoute().orElseThrow(), none.reason(), which);
      }
      if (new MultiPartPathFinder().find(network.graph, request, scorer, NOW)
          instanceof PathResult.Found parts) {
        parts.routes().forEach(route -> check(explain.route(route), request, which));
      }
    }
    assertThat(explained).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(500);
  }

  private void check(RouteExplanation explanation, RouteRequest request, String which) {
    explained++;
    checkSums(explanation, request, which);
    explanation
        .runnerUp()
        .ifPresent(
            other -> {
              checkSums(other, request, which);
              assertThat(other.route().amountReceived())
                  .as(which)
                  .isEqualTo(explanation.route().amountReceived());
              List<RouteHop> hops = other.route().hops();
              assertThat(explanation.route().hops())
                  .as(which)
                  .anyMatch(
                      hop ->
                          hops.stream()
                              .noneMatch(h -> h.channelDirection().equals(hop.channelDirection())));
            });
    assertThat(explanation.text()).startsWith("The route costs ");
  }

  private static void checkSums(RouteExplanation said, RouteRequest request, String which) {
    Route route = said.route();
    CostWeights weights = request.weights();
    assertThat(said.hops().stream().mapToLong(HopCost::feeMsat).sum())
        .as(which)
        .isEqualTo(route.fee().msat());
    assertThat(said.hops().stream().mapToInt(HopCost::cltvDelta).sum() + request.finalCltvDelta())
        .as(which)
        .isEqualTo(route.cltvDelta());
    assertThat(said.hops()).hasSize(route.hops().size() + (route.blindedEnd().isPresent() ? 1 : 0));
    for (HopCost hop : said.hops()) {
      assertThat(hop.costMsat())
          .as(which)
          .isEqualTo(
              weights.hopCost(hop.feeMsat(), hop.cltvDelta(), hop.amountMsat(), hop.penaltyMsat()));
    }
    for (int at = 0; at < route.hops().size(); at++) {
      assertThat(said.hops().get(at).amountMsat())
          .as(which)
          .isEqualTo(route.hops().get(at).amount().msat());
    }
  }

  private void check(NoRouteExplanation said, PathResult.Reason reason, String which) {
    refused++;
    assertThat(said.reason()).as(which).isEqualTo(reason);
    assertThat(said.text()).as(which).startsWith("No route ");
    if (reason == PathResult.Reason.FEE_LIMIT_EXCEEDED) {
      assertThat(said.leastFeeMsat()).as(which).isPresent();
    }
    if (reason == PathResult.Reason.CLTV_LIMIT_EXCEEDED) {
      assertThat(said.leastCltvDelta()).as(which).isPresent();
    }
  }
}
