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

/** On small random networks: no flow is larger than the one found, and none as large is cheaper. */
class MinCostFlowTest {
  private static final int SOURCE = 0;

  /** An arc with the price of each unit, which never falls. */
  private record Arc(int tail, int head, List<Long> prices) {
    long cost(long flow) {
      return prices.stream().limit(flow).mapToLong(Long::longValue).sum();
    }
  }

  /** A network in which the pieces end where prices change. */
  private record Network(int nodes, List<Arc> arcs) implements FlowCosts {
    static Network of(Random random, int nodes, int arcs, int mostCapacity) {
      List<Arc> list = new ArrayList<>();
      while (list.size() < arcs) {
        int tail = random.nextInt(nodes);
        int head = random.nextInt(nodes);
        int capacity = 1 + random.nextInt(mostCapacity);
        List<Long> prices = new ArrayList<>();
        long price = random.nextInt(5);
        while (prices.size() < capacity) {
          prices.add(price);
          price += random.nextInt(3) * random.nextInt(3);
        }
        list.add(new Arc(tail, head, prices));
      }
      return new Network(nodes, list);
    }

    int target() {
      return nodes - 1;
    }

    @Override
    public void arcsOutOf(int node, Arcs out) {
      for (int i = 0; i < arcs.size(); i++) {
        if (arcs.get(i).tail() == node) {
          out.add(i, arcs.get(i).head(), arcs.get(i).prices().size());
        }
      }
    }

    @Override
    public void arcsInto(int node, Arcs into) {
      for (int i = 0; i < arcs.size(); i++) {
        if (arcs.get(i).head() == node) {
          into.add(i, arcs.get(i).tail(), arcs.get(i).prices().size());
        }
      }
    }

    @Override
    public long leastSlope(int key, long capacity) {
      return Math.max(0, arcs.get(key).prices().get(0) - key % 3);
    }

    @Override
    public long pieceEnd(int key, long from, long capacity) {
      List<Long> prices = arcs.get(key).prices();
      int end = (int) from + 1;
      while (end < capacity && prices.get(end).equals(prices.get((int) from))) {
        end++;
      }
      return end;
    }

    @Override
    public long slope(int key, long from, long to) {
      return arcs.get(key).prices().get((int) from);
    }
  }

  /** How far they look around the source first makes no difference. */
  private final List<MinCostFlow> engines =
      List.of(new MinCostFlow(0), new MinCostFlow(3), new MinCostFlow(8), new MinCostFlow());

  private long[] send(Network network, long amount) {
    int which = Math.floorMod(network.hashCode() + amount, engines.size());
    MinCostFlow flow = engines.get(which);
    flow.begin(network.nodes(), network, Work.unlimited());
    long sent = flow.send(SOURCE, network.target(), amount, Integer.MAX_VALUE);
    long[] flows = new long[network.arcs().size()];
    for (int i = 0; i < flow.arcs().usedCount(); i++) {
      int arc = flow.arcs().used(i);
      flows[flow.arcs().key(arc)] = flow.arcs().flow(arc);
    }
    assertThat(balance(network, flows, SOURCE)).isEqualTo(sent);
    return flows;
  }

  /** What leaves the node less what comes in; everything that is neither payer nor payee has 0. */
  private static long balance(Network network, long[] flows, int of) {
    long[] balances = new long[network.nodes()];
    for (int i = 0; i < flows.length; i++) {
      assertThat(flows[i]).isBetween(0L, (long) network.arcs().get(i).prices().size());
      balances[network.arcs().get(i).tail()] += flows[i];
      balances[network.arcs().get(i).head()] -= flows[i];
    }
    for (int node = 0; node < network.nodes(); node++) {
      if (node != SOURCE && node != network.target()) {
        assertThat(balances[node]).isZero();
      }
    }
    return balances[of];
  }

  private static long cost(Network network, long[] flows) {
    long cost = 0;
    for (int i = 0; i < flows.length; i++) {
      cost += network.arcs().get(i).cost(flows[i]);
    }
    return cost;
  }

  /** Edmonds and Karp, as in a textbook, with a matrix. */
  private static long maxFlow(Network network) {
    long[][] room = new long[network.nodes()][network.nodes()];
    network.arcs().forEach(arc -> room[arc.tail()][arc.head()] += arc.prices().size());
    long sum = 0;
    while (true) {
      int[] before = reach(room);
      if (before[network.target()] < 0) {
        return sum;
      }
      for (int at = network.target(); at != SOURCE; at = before[at]) {
        room[before[at]][at]--;
        room[at][before[at]]++;
      }
      sum++;
    }
  }

  private static int[] reach(long[][] room) {
    int[] before = new int[room.length];
    Arrays.fill(before, -1);
    before[SOURCE] = SOURCE;
    Deque<Integer> queue = new ArrayDeque<>(List.of(SOURCE));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int next = 0; next < room.length; next++) {
        if (room[node][next] > 0 && before[next] < 0) {
          before[next] = node;
          queue.add(next);
        }
      }
    }
    return before;
  }

  /** The least cost of that flow, by trying all flows arc by arc. */
  private static long leastCost(Network network, long amount) {
    long[] balances = new long[network.nodes()];
    balances[SOURCE] = amount;
    balances[network.target()] = -amount;
    return leastCost(network, 0, balances);
  }

  private static long leastCost(Network network, int at, long[] balances) {
    if (at == network.arcs().size()) {
      return Arrays.stream(balances).allMatch(balance -> balance == 0) ? 0 : Integer.MAX_VALUE;
    }
    Arc arc = network.arcs().get(at);
    long best = Integer.MAX_VALUE;
    for (int flow = 0; flow <= arc.prices().size(); flow++) {
      balances[arc.tail()] -= flow;
      balances[arc.head()] += flow;
      best = Math.min(best, arc.cost(flow) + leastCost(network, at + 1, balances));
      balances[arc.tail()] += flow;
      balances[arc.head()] -= flow;
    }
    return best;
  }

  @Property(tries = 2000)
  void noFlowIsLarger(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = Network.of(random, 2 + random.nextInt(9), random.nextInt(40), 6);
    long[] flows = send(network, Long.MAX_VALUE);
    assertThat(balance(network, flows, SOURCE)).isEqualTo(maxFlow(network));
  }

  @Property(tries = 1000)
  void noFlowAsLargeIsCheaper(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = Network.of(random, 2 + random.nextInt(4), random.nextInt(8), 3);
    long amount = 1L + random.nextInt(5);
    long[] flows = send(network, amount);
    long sent = balance(network, flows, SOURCE);
    assertThat(sent).isEqualTo(Math.min(amount, maxFlow(network)));
    assertThat(cost(network, flows)).isEqualTo(leastCost(network, sent));
  }

  /** No residual cycle would lower the cost: the certificate, on networks too large to try all. */
  @Property(tries = 500)
  void nothingIsGainedByGoingInACircle(@ForAll long seed) {
    Random random = new Random(seed);
    Network network = Network.of(random, 2 + random.nextInt(30), random.nextInt(150), 9);
    long[] flows = send(network, 1 + random.nextInt(30));
    long[] distances = new long[network.nodes()];
    for (int round = 0; round <= network.nodes(); round++) {
      boolean changed = false;
      for (int i = 0; i < flows.length; i++) {
        changed |= relaxResidual(network.arcs().get(i), (int) flows[i], distances);
      }
      if (!changed) {
        return;
      }
    }
    throw new AssertionError("a residual cycle has a negative cost");
  }

  private static boolean relaxResidual(Arc arc, int flow, long[] distances) {
    boolean changed = false;
    if (flow < arc.prices().size()) {
      long distance = distances[arc.tail()] + arc.prices().get(flow);
      changed = distance < distances[arc.head()];
      distances[arc.head()] = Math.min(distance, distances[arc.head()]);
    }
    if (flow > 0) {
      long distance = distances[arc.head()] - arc.prices().get(flow - 1);
      changed |= distance < distances[arc.tail()];
      distances[arc.tail()] = Math.min(distance, distances[arc.tail()]);
    }
    return changed;
  }
}
