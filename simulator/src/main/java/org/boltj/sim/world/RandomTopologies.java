package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Topologies by rule and chance. */
final class RandomTopologies {
  /** Share of the channels of a small world that lead far away. */
  private static final double REWIRED = 0.1;

  private RandomTopologies() {}

  /**
   * Few nodes with many channels, as the public network has them: every new node opens channels
   * with nodes drawn by the number of channels that they have (Barabási and Albert, "Emergence of
   * Scaling in Random Networks", 1999).
   */
  static Topology scaleFree(int nodes, int channelsPerNode, SplittableRandom random) {
    int opened = Math.max(1, channelsPerNode / 2);
    List<Topology.Link> links = new ArrayList<>();
    // Every node stands here once for each of its channels.
    List<Integer> ends = new ArrayList<>();
    for (int node = 1; node < nodes; node++) {
      for (int other : targets(node, Math.min(opened, node), ends, random)) {
        links.add(Topology.Link.of(node, other));
        ends.add(node);
        ends.add(other);
      }
    }
    return Topology.of(nodes, links);
  }

  private static Set<Integer> targets(
      int node, int count, List<Integer> ends, SplittableRandom random) {
    Set<Integer> chosen = new LinkedHashSet<>();
    if (count == node) {
      for (int other = 0; other < node; other++) {
        chosen.add(other);
      }
    }
    while (chosen.size() < count) {
      chosen.add(ends.get(random.nextInt(ends.size())));
    }
    return chosen;
  }

  /**
   * Channels with the nearest on a ring, some of which lead anywhere instead (Watts and Strogatz,
   * "Collective dynamics of small-world networks", 1998). The ring itself stays, so that the
   * network hangs together.
   */
  static Topology smallWorld(int nodes, int channelsPerNode, SplittableRandom random) {
    Set<Long> taken = new LinkedHashSet<>();
    List<Topology.Link> links = new ArrayList<>();
    for (Topology.Link link : RegularTopologies.ring(nodes).links()) {
      links.add(link);
      taken.add(pair(nodes, link.a(), link.b()));
    }
    for (int distance = 2; distance <= channelsPerNode / 2; distance++) {
      for (int node = 0; node < nodes; node++) {
        int near = (node + distance) % nodes;
        int other = random.nextDouble() < REWIRED ? random.nextInt(nodes) : near;
        if (other != node && taken.add(pair(nodes, node, other))) {
          links.add(Topology.Link.of(node, other));
        }
      }
    }
    return Topology.of(nodes, links);
  }

  private static long pair(int nodes, int a, int b) {
    return (long) Math.min(a, b) * nodes + Math.max(a, b);
  }
}
