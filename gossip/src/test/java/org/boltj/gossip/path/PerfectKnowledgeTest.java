package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.junit.jupiter.api.Test;

/**
 * Who knows all balances and pays no fees can send what flows at most, and so does the finder: each
 * channel's capacity is divided at random between its ends, and success is compared with a plain
 * maximum flow.
 */
class PerfectKnowledgeTest {
  private static final long[] AMOUNTS_SAT = {1_000, 10_000, 100_000, 1_000_000};
  private final PathFinder finder = new MultiPartPathFinder();

  /** What can be sent from one node to another over one channel (sat). */
  private record Balance(int from, int to, long sat) {}

  private static List<Balance> divide(GraphSnapshot network, Random random) {
    List<Balance> balances = new ArrayList<>();
    for (int channel = 0; channel < network.channelCount(); channel++) {
      long capacity = network.capacitySat(channel).orElseThrow();
      long first = (long) (random.nextDouble() * (capacity + 1));
      int node1 = network.node1(channel);
      int node2 = network.node2(channel);
      balances.add(new Balance(node1, node2, first));
      balances.add(new Balance(node2, node1, capacity - first));
    }
    return balances;
  }

  /** A graph in which each balance is a channel of its own, usable in its direction alone. */
  private static ChannelGraph graph(GraphSnapshot network, List<Balance> balances) {
    ChannelGraph graph = new ChannelGraph();
    for (int i = 0; i < balances.size(); i++) {
      Balance balance = balances.get(i);
      PublicKey from = network.nodeId(balance.from());
      PublicKey to = network.nodeId(balance.to());
      boolean forward = from.compareTo(to) < 0;
      ShortChannelId id = ShortChannelId.of(i + 1, 0, 0);
      int channel = graph.addChannel(id, forward ? from : to, forward ? to : from, balance.sat());
      graph.setPolicy(2 * channel + (forward ? 0 : 1), 1, false, free(balance.sat()));
    }
    return graph;
  }

  private static ChannelUpdate.Policy free(long capacitySat) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(1), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.ofSat(capacitySat));
  }

  /** Edmonds and Karp, until the amount flows. */
  private static boolean flows(
      int nodes, List<Balance> balances, int source, int target, long amount) {
    long[] room = new long[2 * balances.size()];
    List<List<Integer>> out = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      out.add(new ArrayList<>());
    }
    for (int i = 0; i < balances.size(); i++) {
      room[2 * i] = balances.get(i).sat();
      out.get(balances.get(i).from()).add(2 * i);
      out.get(balances.get(i).to()).add(2 * i + 1);
    }
    long sum = 0;
    while (sum < amount) {
      int[] last = reach(balances, room, out, source);
      if (last[target] < 0) {
        return false;
      }
      long most = Long.MAX_VALUE;
      for (int at = target; at != source; at = start(balances, last[at])) {
        most = Math.min(most, room[last[at]]);
      }
      for (int at = target; at != source; at = start(balances, last[at])) {
        room[last[at]] -= most;
        room[last[at] ^ 1] += most;
      }
      sum += most;
    }
    return true;
  }

  private static int start(List<Balance> balances, int arc) {
    Balance balance = balances.get(arc / 2);
    return arc % 2 == 0 ? balance.from() : balance.to();
  }

  private static int end(List<Balance> balances, int arc) {
    return start(balances, arc ^ 1);
  }

  /** The arc by which each node is reached; -1 where none does. */
  private static int[] reach(
      List<Balance> balances, long[] room, List<List<Integer>> out, int source) {
    int[] last = new int[out.size()];
    Arrays.fill(last, -1);
    last[source] = Integer.MAX_VALUE;
    Deque<Integer> queue = new ArrayDeque<>(List.of(source));
    while (!queue.isEmpty()) {
      for (int arc : out.get(queue.remove())) {
        int end = end(balances, arc);
        if (room[arc] > 0 && last[end] < 0) {
          last[end] = arc;
          queue.add(end);
        }
      }
    }
    return last;
  }

  private boolean finds(ChannelGraph graph, PublicKey source, PublicKey target, long sat) {
    RouteRequest request =
        RouteRequest.builder(source, target, MilliSatoshi.ofSat(sat)).maxParts(1000).build();
    PathResult result = finder.find(graph, request, Scorer.NONE, 0);
    if (result instanceof PathResult.Found found) {
      long delivered = found.routes().stream().mapToLong(r -> r.amountReceived().msat()).sum();
      assertThat(delivered).isEqualTo(sat * 1000);
      assertThat(found.fee()).isEqualTo(MilliSatoshi.ZERO);
    }
    return result instanceof PathResult.Found;
  }

  @Test
  void succeedsAsOftenAsAnythingCanOnANetworkLikeTodays() {
    GraphSnapshot network = NetworkGenerator.generate(1, 600, 2_000);
    Random random = new Random(20);
    int found = 0;
    for (int sample = 0; sample < 60; sample++) {
      List<Balance> balances = divide(network, random);
      ChannelGraph graph = graph(network, balances);
      int source = random.nextInt(network.nodeCount());
      int target = (source + 1 + random.nextInt(network.nodeCount() - 1)) % network.nodeCount();
      for (long sat : AMOUNTS_SAT) {
        boolean possible = flows(network.nodeCount(), balances, source, target, sat);
        assertThat(finds(graph, network.nodeId(source), network.nodeId(target), sat))
            .as("sample %d, %d sat", sample, sat)
            .isEqualTo(possible);
        found += possible ? 1 : 0;
      }
    }
    assertThat(found).isBetween(60, 220);
  }

  /** Small and dense, with amounts near to what flows at most, so that flows must be rerouted. */
  @Property(tries = 300)
  void findsWhateverFlows(@ForAll long seed) {
    Random random = new Random(seed);
    int nodes = 3 + random.nextInt(8);
    GraphSnapshot network = NetworkGenerator.generate(seed, nodes, nodes + random.nextInt(20));
    List<Balance> balances = new ArrayList<>();
    for (Balance balance : divide(network, random)) {
      balances.add(new Balance(balance.from(), balance.to(), random.nextInt(6)));
    }
    ChannelGraph graph = graph(network, balances);
    long sat = 1L + random.nextInt(12);
    assertThat(finds(graph, network.nodeId(0), network.nodeId(1), sat))
        .isEqualTo(flows(nodes, balances, 0, 1, sat));
  }
}
