package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On generated networks the search finds what Dijkstra's algorithm finds, to the millisatoshi. */
class SearchAgreesWithDijkstraTest {
  private static final int QUERIES = 120;
  private static final ChannelGraph GRAPH = withoutInboundFees();

  private static ChannelGraph withoutInboundFees() {
    ChannelGraph graph = NetworkGenerator.generate(4, 600, 1_800).liveCore().toGraph();
    for (int at = 0; at < 2 * graph.channelBound(); at++) {
      int edge = at;
      graph.direction(edge).ifPresent(entry -> forgetInboundFee(graph, edge, entry));
    }
    return graph;
  }

  private static void forgetInboundFee(ChannelGraph graph, int edge, DirectionEntry entry) {
    ChannelUpdate.Policy policy = entry.policy();
    ChannelUpdate.Policy plain =
        new ChannelUpdate.Policy(
            policy.cltvExpiryDelta(),
            policy.htlcMinimumMsat(),
            policy.feeBaseMsat(),
            policy.feeProportionalMillionths(),
            policy.htlcMaximumMsat());
    graph.setPolicy(edge, entry.timestamp(), entry.disabled(), plain);
  }

  private static RouteRequest request(Random random, long sat) {
    int source = random.nextInt(GRAPH.nodeBound());
    int target = (source + 1 + random.nextInt(GRAPH.nodeBound() - 1)) % GRAPH.nodeBound();
    return RouteRequest.builder(GRAPH.nodeId(source), GRAPH.nodeId(target), MilliSatoshi.ofSat(sat))
        .build();
  }

  /** Returns whether there is a route. */
  private static boolean assertAgreement(RouteRequest request, EdgeScores scores) {
    OptionalLong expected = new PlainDijkstra(GRAPH, request, scores).cost();
    Overlay overlay = new Overlay(GRAPH, request, scores);
    Optional<int[]> edges = new PathSearch().find(overlay, Limits.of(request));
    assertThat(edges.isPresent()).isEqualTo(expected.isPresent());
    if (edges.isPresent()) {
      RouteWriter writer = new RouteWriter(overlay);
      assertThat(writer.write(edges.get(), request.amount())).isPresent();
      assertThat(writer.cost()).isEqualTo(expected.getAsLong());
    }
    return edges.isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 10_000, 100_000, 1_000_000})
  void byFeesAndTime(long sat) {
    Random random = new Random(sat);
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      found += assertAgreement(request(random, sat), EdgeScores.NONE) ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 10_000, 100_000, 1_000_000})
  void withPenalties(long sat) {
    Random random = new Random(sat + 1);
    EdgeScores scores = new LiquidityScorer().on(GRAPH, NetworkGenerator.NOW);
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      found += assertAgreement(request(random, sat), scores) ? 1 : 0;
    }
    assertThat(found).isPositive();
  }

  @Test
  void aFinderMayBeUsedAgainAndByOtherGraphs() {
    Random random = new Random(9);
    SinglePathFinder used = new SinglePathFinder();
    GraphView other = NetworkGenerator.generate(5, 1_000, 3_000).toGraph();
    for (int i = 0; i < 40; i++) {
      RouteRequest request = request(random, 50_000);
      PathResult fresh = new SinglePathFinder().find(GRAPH, request, Scorer.NONE, 0);
      assertThat(used.find(GRAPH, request, Scorer.NONE, 0)).isEqualTo(fresh);
      RouteRequest elsewhere =
          request.toBuilder().source(other.nodeId(i)).target(other.nodeId(i + 1)).build();
      used.find(other, elsewhere, Scorer.NONE, 0);
    }
  }
}
