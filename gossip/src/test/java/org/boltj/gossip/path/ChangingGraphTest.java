package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.path.TestGraph.id;
import static org.boltj.gossip.path.TestGraph.node;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a search runs, other channels and nodes get the numbers that it knows. The change comes at
 * every call of the graph once; whatever is found then is a route of channels that there are.
 */
class ChangingGraphTest {
  private static final PublicKey ME = node(1);
  private static final PublicKey PAYEE = node(9);
  private static final int MOST_CALLS = 150;
  private static final int SEEDS = 100;

  private final Map<ShortChannelId, Set<PublicKey>> ends = new HashMap<>();
  private ChannelGraph graph = new ChannelGraph();

  static List<PathFinder> finders() {
    return List.of(new SinglePathFinder(), new MultiPartPathFinder());
  }

  private void connect(int number, PublicKey a, PublicKey b) {
    boolean inOrder = a.compareTo(b) < 0;
    ends.put(id(number), Set.of(a, b));
    int channel = graph.addChannel(id(number), inOrder ? a : b, inOrder ? b : a, 1_000);
    ChannelUpdate.Policy policy =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(10), MilliSatoshi.of(1), 1, 1, MilliSatoshi.of(1_000_000));
    graph.setPolicy(2 * channel, NOW, false, policy);
    graph.setPolicy(2 * channel + 1, NOW, false, policy);
  }

  private void build() {
    graph = new ChannelGraph();
    connect(1, ME, node(3));
    connect(2, node(3), node(5));
    connect(3, node(5), PAYEE);
    connect(4, ME, node(4));
    connect(5, node(4), PAYEE);
  }

  /** All nodes go, and come back or are followed by others, each with the number of another. */
  private void change(int seed) {
    List<Integer> channels = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      channels.add(graph.channelIndex(id(number)));
    }
    channels.forEach(graph::removeChannel);
    Random random = new Random(seed);
    List<Integer> nodes = new ArrayList<>(List.of(1, 3, 4, 5, 6, 7, 9));
    for (int number = 11; number <= 16; number++) {
      Collections.shuffle(nodes, random);
      connect(number, node(nodes.get(0)), node(nodes.get(1)));
    }
  }

  /** The graph, which changes at that call. */
  private GraphView changingAt(int call, int seed) {
    int[] calls = new int[1];
    return (GraphView)
        Proxy.newProxyInstance(
            GraphView.class.getClassLoader(),
            new Class<?>[] {GraphView.class},
            (proxy, method, arguments) -> {
              if (++calls[0] == call) {
                change(seed);
              }
              try {
                return method.invoke(graph, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("finders")
  void whatIsFoundIsARoute(PathFinder finder) {
    RouteRequest request = RouteRequest.builder(ME, PAYEE, MilliSatoshi.of(1_000)).build();
    int found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int call = 1; call <= MOST_CALLS; call++) {
        build();
        PathResult result = finder.find(changingAt(call, seed), request, Scorer.NONE, NOW);
        if (result instanceof PathResult.Found routes) {
          routes.routes().forEach(this::isRoute);
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(SEEDS * MOST_CALLS / 10);
  }

  private void isRoute(Route route) {
    PublicKey at = ME;
    for (RouteHop hop : route.hops()) {
      assertThat(hop.from()).isEqualTo(at);
      assertThat(ends.get(hop.shortChannelId())).containsExactlyInAnyOrder(hop.from(), hop.to());
      at = hop.to();
    }
    assertThat(at).isEqualTo(PAYEE);
  }
}
