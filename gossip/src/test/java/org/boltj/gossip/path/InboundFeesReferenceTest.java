package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.EdgeScores;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/**
 * Inbound fees, reckoned anew as bLIP 18 has it, over all paths of small networks: what comes in
 * over a channel is charged by the update that its receiver made for that channel, on what the
 * receiver sends on and its own fee; both fees together are never less than nothing.
 */
class InboundFeesReferenceTest {
  private static final int NODES = 5;
  private static final long CAPACITY_MSAT = 1_000_000_000;
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /** A channel; the policy of either end, by the end's place in the pair. */
  private record Channel(int number, List<Integer> ends, List<ChannelUpdate.Policy> policies) {}

  /**
   * @param discount the largest (msat, and ten times so many millionths)
   */
  private static ChannelUpdate.Policy policy(Random random, int discount) {
    boolean inbound = random.nextBoolean();
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(10),
        MilliSatoshi.ZERO,
        random.nextInt(3_000),
        random.nextInt(30_000),
        MilliSatoshi.of(CAPACITY_MSAT),
        inbound ? random.nextInt(4_000) - discount : 0,
        inbound ? random.nextInt(40_000) - 10 * discount : 0);
  }

  private static List<Channel> network(Random random, int discount) {
    List<Channel> channels = new ArrayList<>();
    int count = 4 + random.nextInt(6);
    for (int number = 1; number <= count; number++) {
      int a = random.nextInt(NODES - 1);
      int b = a + 1 + random.nextInt(NODES - 1 - a);
      channels.add(
          new Channel(
              number, List.of(a, b), List.of(policy(random, discount), policy(random, discount))));
    }
    return channels;
  }

  private static ChannelGraph graph(List<Channel> channels) {
    ChannelGraph graph = new ChannelGraph();
    for (Channel each : channels) {
      int channel =
          graph.addChannel(
              id(each.number),
              node(each.ends.get(0)),
              node(each.ends.get(1)),
              CAPACITY_MSAT / 1_000);
      graph.setPolicy(2 * channel, NOW, false, each.policies.get(0));
      graph.setPolicy(2 * channel + 1, NOW, false, each.policies.get(1));
    }
    return graph;
  }

  private static long share(long amount, long millionths) {
    // BigInteger rounds towards zero.
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(millionths))
        .divide(MILLION)
        .longValueExact();
  }

  /**
   * What the payer sends at least, over all simple paths.
   *
   * @param at the node from which the path is complete
   * @param in what this node wants for what it sends on, its outbound fee included
   * @param on what it sends on
   */
  private static OptionalLong leastSent(
      List<Channel> channels, int at, long in, long on, Set<Integer> visited) {
    OptionalLong least = OptionalLong.empty();
    for (Channel channel : channels) {
      for (int to = 0; to < 2; to++) {
        int from = channel.ends.get(1 - to);
        if (channel.ends.get(to) != at || visited.contains(from)) {
          continue;
        }
        long carried =
            at == NODES - 1 ? in : Math.max(on, in + inbound(channel.policies.get(to), in));
        OptionalLong sent =
            carried > CAPACITY_MSAT
                ? OptionalLong.empty()
                : sent(channels, from, channel.policies.get(1 - to), carried, visited);
        if (sent.isPresent() && (least.isEmpty() || sent.getAsLong() < least.getAsLong())) {
          least = sent;
        }
      }
    }
    return least;
  }

  private static OptionalLong sent(
      List<Channel> channels,
      int from,
      ChannelUpdate.Policy asks,
      long carried,
      Set<Integer> visited) {
    if (from == 0) {
      return OptionalLong.of(carried);
    }
    Set<Integer> more = new HashSet<>(visited);
    more.add(from);
    long fee = asks.feeBaseMsat() + share(carried, asks.feeProportionalMillionths());
    return leastSent(channels, from, carried + fee, carried, more);
  }

  private static long inbound(ChannelUpdate.Policy asks, long in) {
    return asks.inboundFeeBaseMsat() + share(in, asks.inboundFeeProportionalMillionths());
  }

  /** Where nobody gives a discount, the cheapest way is found always. */
  @Property(tries = 2000)
  void noPathIsCheaperThanTheOneFoundWhereInboundFeesAreSurcharges(@ForAll long seed) {
    assertThat(missed(new Random(seed), 0)).isZero();
  }

  /**
   * With discounts the best way from a node may lead over one that the best way to it needs, so
   * that now and then a dearer one is found, but never one that is cheaper than possible.
   */
  @Test
  void discountsMayHideTheCheapestPathButRarely() {
    Random random = new Random(18);
    int missed = 0;
    for (int round = 0; round < 5_000; round++) {
      missed += missed(random, 3_000) > 0 ? 1 : 0;
    }
    assertThat(missed).isLessThan(20);
  }

  /** How much dearer the route found is than the cheapest path (msat). */
  private static long missed(Random random, int discount) {
    List<Channel> channels = network(random, discount);
    long amount = 1L + random.nextInt(2_000_000);
    OptionalLong least = leastSent(channels, NODES - 1, amount, amount, Set.of(NODES - 1));
    RouteRequest request =
        RouteRequest.builder(node(0), node(NODES - 1), MilliSatoshi.of(amount))
            .weights(CostWeights.FEES_ALONE)
            .build();
    PathResult result = new SinglePathFinder().find(graph(channels), request, Scorer.NONE, NOW);
    assertThat(result instanceof PathResult.Found).isEqualTo(least.isPresent());
    if (!(result instanceof PathResult.Found found)) {
      return 0;
    }
    long sent = found.routes().getFirst().amountSent().msat();
    assertThat(sent).isGreaterThanOrEqualTo(least.getAsLong());
    return sent - least.getAsLong();
  }

  /** As if there had never been any: the search is guided by no discount of the past. */
  @Test
  void discountsThatWereTakenBackLeaveThePlainRoute() {
    Random random = new Random(3);
    int found = 0;
    for (int round = 0; round < 200; round++) {
      List<Channel> channels = network(random, 3_000);
      ChannelGraph graph = graph(channels);
      channels.forEach(each -> takeBack(graph, each));
      for (int node = 0; node < graph.nodeBound(); node++) {
        assertThat(graph.mostInboundDiscount(node, 1_000_000)).isZero();
      }
      RouteRequest request =
          RouteRequest.builder(node(0), node(NODES - 1), MilliSatoshi.of(1_000_000)).build();
      if (graph.nodeIndex(node(0)) >= 0 && graph.nodeIndex(node(NODES - 1)) >= 0) {
        OptionalLong plain = new PlainDijkstra(graph, request, EdgeScores.NONE).cost();
        PathResult result = new SinglePathFinder().find(graph, request, Scorer.NONE, NOW);
        assertThat(cost(graph, request, result)).isEqualTo(plain);
        found += plain.isPresent() ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  private static OptionalLong cost(ChannelGraph graph, RouteRequest request, PathResult result) {
    return result instanceof PathResult.Found found
        ? OptionalLong.of(
            new Explain(graph, request, Scorer.NONE, NOW)
                .route(found.routes().getFirst())
                .costMsat())
        : OptionalLong.empty();
  }

  private static void takeBack(ChannelGraph graph, Channel each) {
    List<Integer> ends = new ArrayList<>(List.of(0, 1));
    Collections.shuffle(ends, new Random(each.number));
    for (int end : ends) {
      ChannelUpdate.Policy policy = each.policies.get(end);
      graph.setPolicy(
          2 * graph.channelIndex(id(each.number)) + end,
          NOW + 1,
          false,
          new ChannelUpdate.Policy(
              policy.cltvExpiryDelta(),
              policy.htlcMinimumMsat(),
              policy.feeBaseMsat(),
              policy.feeProportionalMillionths(),
              policy.htlcMaximumMsat()));
    }
  }
}
