package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.path.RandomNetwork.node;

import java.util.Random;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.EdgeScores;
import org.junit.jupiter.api.Test;

/**
 * With bounds the search finds what it finds without them: also where fees and discounts are about
 * as large as the amount and the limit is tight.
 */
class BoundsLeaveNothingOutTest {
  private static final CostWeights NOTHING = new CostWeights(0, 0, 0, 0, 0);
  private static final int NONE = -1;

  @Test
  void onNetworksWithAbsurdFigures() {
    int found = 0;
    for (long seed = 0; seed < 5_000; seed++) {
      RandomNetwork random = new RandomNetwork(seed);
      Overlay overlay = new Overlay(random.graph, random.request(), EdgeScores.NONE);
      found += assertAgreement(seed, overlay) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(500);
  }

  @Test
  void whereDiscountsAreLarge() {
    int found = 0;
    for (long seed = 34_000; seed < 36_000; seed++) {
      Random random = new Random(seed);
      int nodes = 4 + random.nextInt(2);
      ChannelGraph graph = network(random, nodes);
      if (graph.nodeIndex(node(0)) >= 0 && graph.nodeIndex(node(nodes - 1)) >= 0) {
        Overlay overlay = new Overlay(graph, request(random, nodes), EdgeScores.NONE);
        found += assertAgreement(seed, overlay) ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(500);
  }

  private static ChannelGraph network(Random random, int nodes) {
    ChannelGraph graph = new ChannelGraph();
    int channels = 4 + random.nextInt(6);
    int most = new int[] {50_000, 300_000, 1_000_000, 3_000_000}[random.nextInt(4)];
    for (int number = 1; number <= channels; number++) {
      int one = random.nextInt(nodes - 1);
      int other = one + 1 + random.nextInt(nodes - 1 - one);
      int channel =
          graph.addChannel(ShortChannelId.of(number, 0, 0), node(one), node(other), 1_000_000_000L);
      graph.setPolicy(2 * channel, NOW, false, policy(random, most));
      graph.setPolicy(2 * channel + 1, NOW, false, policy(random, most));
    }
    return graph;
  }

  private static ChannelUpdate.Policy policy(Random random, int mostMillionths) {
    boolean inbound = random.nextInt(3) > 0;
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(10),
        MilliSatoshi.ZERO,
        random.nextInt(3_000),
        random.nextInt(mostMillionths),
        MilliSatoshi.of(1_000_000_000_000L),
        inbound ? random.nextInt(4_000) - 3_500 : 0,
        inbound ? random.nextInt(mostMillionths) - mostMillionths * 4 / 5 : 0);
  }

  private static RouteRequest request(Random random, int nodes) {
    int amount = 1 + random.nextInt(random.nextBoolean() ? 2_000_000 : 20_000);
    CostWeights[] weights = {
      CostWeights.FEES_ALONE, new CostWeights(100, 0, 0, 0, 1), new CostWeights(37, 0, 0, 0, 0)
    };
    return RouteRequest.builder(node(0), node(nodes - 1), MilliSatoshi.of(amount))
        .weights(weights[random.nextInt(3)])
        .maxFee(MilliSatoshi.of(random.nextInt(4) == 0 ? 0 : random.nextInt(amount / 2 + 2)))
        .build();
  }

  /** Returns whether there is a route. */
  private static boolean assertAgreement(long seed, Overlay overlay) {
    long cost =
        new PathSearch()
            .findQuickly(overlay, Limits.of(overlay.request))
            .map(edges -> cost(overlay, edges))
            .orElse((long) NONE);
    assertThat(cost).as("seed %d", seed).isEqualTo(costWithoutBounds(overlay));
    return cost != NONE;
  }

  private static long cost(Overlay overlay, int[] edges) {
    RouteWriter writer = new RouteWriter(overlay);
    assertThat(writer.write(edges, overlay.request.amount())).isPresent();
    return writer.cost();
  }

  private static long costWithoutBounds(Overlay overlay) {
    SearchSpace space = new PathSearch().borrow(overlay);
    Limits limits = Limits.of(overlay.request);
    ForwardBounds nothing =
        new ForwardBounds(space, overlay, Measure.ofLimit(NOTHING), limits, true);
    while (!nothing.isExhausted()) {
      nothing.settleNext(ForwardBounds.FAR);
    }
    Measure measure = Measure.of(overlay.request);
    BackwardSearch search =
        new BackwardSearch(space, overlay, measure, limits, nothing, () -> true);
    int label = search.run();
    return label == Labels.NONE ? NONE : cost(overlay, search.edges(label));
  }
}
