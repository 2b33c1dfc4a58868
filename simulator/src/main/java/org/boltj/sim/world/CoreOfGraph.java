package org.boltj.sim.world;

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
import org.boltj.payment.RelayPolicy;

/**
 * The middle of a large network: beginning with the node that has the most neighbours, again and
 * again the neighbour of those chosen that has the most. Of several channels between two nodes the
 * largest counts. The largest channels that join all nodes are kept, then the largest of the others
 * until there are as many as wanted. A node asks what it asks in its largest channel.
 */
final class CoreOfGraph {
  private static final Comparator<DescribeGraph.Channel> LARGEST_FIRST =
      Comparator.comparingLong(DescribeGraph.Channel::capacitySat)
          .reversed()
          .thenComparing(DescribeGraph.Channel::node1)
          .thenComparing(DescribeGraph.Channel::node2);

  /** The largest channel of each pair, the largest pair first. */
  private final List<DescribeGraph.Channel> channels;

  private final Map<String, Set<String>> neighbours = new LinkedHashMap<>();

  CoreOfGraph(List<DescribeGraph.Channel> all) {
    Map<Set<String>, DescribeGraph.Channel> largest = new LinkedHashMap<>();
    all.stream()
        .filter(channel -> !channel.node1().equals(channel.node2()))
        .sorted(LARGEST_FIRST)
        .forEach(channel -> largest.putIfAbsent(pair(channel), channel));
    channels = List.copyOf(largest.values());
    for (DescribeGraph.Channel channel : channels) {
      neighbours(channel.node1()).add(channel.node2());
      neighbours(channel.node2()).add(channel.node1());
    }
  }

  private static Set<String> pair(DescribeGraph.Channel channel) {
    return Set.of(channel.node1(), channel.node2());
  }

  private Set<String> neighbours(String node) {
    return neighbours.computeIfAbsent(node, key -> new HashSet<>());
  }

  Topology topology(int nodes, int channelsPerNode) {
    Map<String, Integer> chosen = choose(nodes);
    List<DescribeGraph.Channel> inside =
        channels.stream()
            .filter(c -> chosen.containsKey(c.node1()) && chosen.containsKey(c.node2()))
            .toList();
    List<Topology.Link> links = new ArrayList<>();
    for (DescribeGraph.Channel channel : kept(inside, nodes, channelsPerNode)) {
      int a = chosen.getOrDefault(channel.node1(), -1);
      int b = chosen.getOrDefault(channel.node2(), -1);
      links.add(new Topology.Link(a, b, OptionalLong.of(channel.capacitySat())));
    }
    Map<String, RelayPolicy> policies = new HashMap<>();
    for (DescribeGraph.Channel channel : inside) {
      policies.putIfAbsent(channel.node1(), channel.policy1());
      policies.putIfAbsent(channel.node2(), channel.policy2());
    }
    return new Topology(
        links, chosen.keySet().stream().map(n -> Optional.ofNullable(policies.get(n))).toList());
  }

  /** The nodes by their numbers, in the order of these. */
  private Map<String, Integer> choose(int nodes) {
    Comparator<String> order =
        Comparator.comparingInt((String node) -> -neighbours(node).size())
            .thenComparing(Comparator.naturalOrder());
    PriorityQueue<String> reached = new PriorityQueue<>(order);
    neighbours.keySet().stream().min(order).ifPresent(reached::add);
    Map<String, Integer> chosen = new LinkedHashMap<>();
    String next = reached.poll();
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

  private static Set<DescribeGraph.Channel> kept(
      List<DescribeGraph.Channel> inside, int nodes, int channelsPerNode) {
    Set<DescribeGraph.Channel> kept = new LinkedHashSet<>();
    Map<String, String> parent = new HashMap<>();
    for (DescribeGraph.Channel channel : inside) {
      String root1 = root(parent, channel.node1());
      String root2 = root(parent, channel.node2());
      if (!root1.equals(root2)) {
        parent.put(root1, root2);
        kept.add(channel);
      }
    }
    int wanted = (int) Math.min((long) nodes * channelsPerNode / 2, inside.size());
    for (DescribeGraph.Channel channel : inside) {
      if (kept.size() >= wanted) {
        break;
      }
      kept.add(channel);
    }
    return kept;
  }

  private static String root(Map<String, String> parent, String node) {
    String at = node;
    String above = parent.get(at);
    while (above != null) {
      at = above;
      above = parent.get(at);
    }
    return at;
  }
}
