package org.boltj.sim.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.SnapshotFiles;
import org.boltj.payment.RelayPolicy;

/**
 * The middle of a large network: beginning with the node that has the most neighbours, again and
 * again the neighbour of those chosen that has the most. Only channels count whose both ends relay.
 * Of several channels between two nodes the largest counts. The largest channels that join all
 * nodes are kept, then the largest of the others until there are as many as wanted. A node asks
 * what it asks in its largest channel.
 */
final class CoreOfGraph {
  private static final int MAX_EXPIRY_DELTA = 288;
  private static final long MAX_32_BITS = 0xffffffffL;

  private final GraphSnapshot graph;

  /** The largest channel of each pair, the largest pair first. */
  private final List<Integer> channels;

  private final Map<Integer, Set<Integer>> neighbours = new LinkedHashMap<>();

  CoreOfGraph(GraphSnapshot graph) {
    this.graph = graph;
    Comparator<Integer> largestFirst =
        Comparator.comparingLong(this::capacitySat)
            .reversed()
            .thenComparingInt(graph::node1)
            .thenComparingInt(graph::node2);
    Map<Long, Integer> largest = new LinkedHashMap<>();
    IntStream.range(0, graph.channelCount())
        .filter(channel -> graph.isEnabled(2 * channel) && graph.isEnabled(2 * channel + 1))
        .boxed()
        .sorted(largestFirst)
        .forEach(channel -> largest.putIfAbsent(pair(channel), channel));
    channels = List.copyOf(largest.values());
    for (int channel : channels) {
      neighbours(graph.node1(channel)).add(graph.node2(channel));
      neighbours(graph.node2(channel)).add(graph.node1(channel));
    }
  }

  /**
   * The network in a file of any format that {@link SnapshotFiles} reads.
   *
   * @throws IllegalArgumentException when the file cannot be read or holds something else
   */
  static CoreOfGraph read(Path file) {
    try {
      CoreOfGraph core = new CoreOfGraph(SnapshotFiles.read(file));
      if (core.channels.isEmpty()) {
        throw new IllegalArgumentException(file + " lists no channel whose both nodes relay");
      }
      return core;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + e.getMessage(), e);
    }
  }

  /** The middle of a generated network that resembles the public one, and is six times as large. */
  static Topology generated(int nodes, int channelsPerNode, SplittableRandom random) {
    int all = 6 * nodes + 60;
    return new CoreOfGraph(NetworkGenerator.generate(random.nextLong(), all, 3 * all))
        .topology(nodes, channelsPerNode);
  }

  private long capacitySat(int channel) {
    return graph.capacitySat(channel).orElse(0);
  }

  private long pair(int channel) {
    return (long) graph.node1(channel) << 32 | graph.node2(channel);
  }

  private Set<Integer> neighbours(int node) {
    return neighbours.computeIfAbsent(node, key -> new HashSet<>());
  }

  Topology topology(int nodes, int channelsPerNode) {
    Map<Integer, Integer> chosen = choose(nodes);
    List<Integer> inside =
        channels.stream()
            .filter(c -> chosen.containsKey(graph.node1(c)) && chosen.containsKey(graph.node2(c)))
            .toList();
    List<Topology.Link> links = new ArrayList<>();
    for (int channel : kept(inside, nodes, channelsPerNode)) {
      int a = chosen.getOrDefault(graph.node1(channel), -1);
      int b = chosen.getOrDefault(graph.node2(channel), -1);
      links.add(new Topology.Link(a, b, OptionalLong.of(capacitySat(channel))));
    }
    Map<Integer, RelayPolicy> policies = new HashMap<>();
    for (int channel : inside) {
      policies.computeIfAbsent(graph.node1(channel), node -> policy(2 * channel));
      policies.computeIfAbsent(graph.node2(channel), node -> policy(2 * channel + 1));
    }
    return new Topology(
        links, chosen.keySet().stream().map(n -> Optional.ofNullable(policies.get(n))).toList());
  }

  private RelayPolicy policy(int edge) {
    ChannelUpdate.Policy policy = graph.policy(edge).orElseThrow().policy();
    return new RelayPolicy(
        MilliSatoshi.of(policy.feeBaseMsat()),
        policy.feeProportionalMillionths(),
        new CltvExpiryDelta(Math.min(policy.cltvExpiryDelta().blocks(), MAX_EXPIRY_DELTA)),
        policy.htlcMinimumMsat().min(MilliSatoshi.of(MAX_32_BITS)));
  }

  /** The nodes by their numbers, in the order of these. */
  private Map<Integer, Integer> choose(int nodes) {
    Comparator<Integer> order =
        Comparator.comparingInt((Integer node) -> -neighbours(node).size())
            .thenComparing(Comparator.naturalOrder());
    PriorityQueue<Integer> reached = new PriorityQueue<>(order);
    neighbours.keySet().stream().min(order).ifPresent(reached::add);
    Map<Integer, Integer> chosen = new LinkedHashMap<>();
    Integer next = reached.poll();
    while (next != null && chosen.size() < nodes) {
      if (chosen.putIfAbsent(next, chosen.size()) == null) {
        neighbours(next).stream().filter(n -> !chosen.containsKey(n)).forEach(reached::add);
      }
      next = reached.poll();
    }
    if (chosen.size() < nodes) {
      throw new IllegalArgumentException(
          "the file has only " + chosen.size() + " nodes that hang together, not " + nodes);
    }
    return chosen;
  }

  private Set<Integer> kept(List<Integer> inside, int nodes, int channelsPerNode) {
    Set<Integer> kept = new LinkedHashSet<>();
    Map<Integer, Integer> parent = new HashMap<>();
    for (int channel : inside) {
      int root1 = root(parent, graph.node1(channel));
      int root2 = root(parent, graph.node2(channel));
      if (root1 != root2) {
        parent.put(root1, root2);
        kept.add(channel);
      }
    }
    int wanted = (int) Math.min((long) nodes * channelsPerNode / 2, inside.size());
    for (int channel : inside) {
      if (kept.size() >= wanted) {
        break;
      }
      kept.add(channel);
    }
    return kept;
  }

  private static int root(Map<Integer, Integer> parent, int node) {
    int at = node;
    Integer above = parent.get(at);
    while (above != null) {
      at = above;
      above = parent.get(at);
    }
    return at;
  }
}
