package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.List;

/** Topologies without chance. */
final class RegularTopologies {
  private RegularTopologies() {}

  /** Each node has a channel with the next, the last with the first. */
  static Topology ring(int nodes) {
    List<Topology.Link> links = new ArrayList<>();
    for (int node = 0; node + 1 < nodes; node++) {
      links.add(Topology.Link.of(node, node + 1));
    }
    if (nodes > 2) {
      links.add(Topology.Link.of(nodes - 1, 0));
    }
    return Topology.of(nodes, links);
  }

  /** All nodes have a channel with node 0 and with nobody else. */
  static Topology star(int nodes) {
    List<Topology.Link> links = new ArrayList<>();
    for (int node = 1; node < nodes; node++) {
      links.add(Topology.Link.of(0, node));
    }
    return Topology.of(nodes, links);
  }

  /** Rows as long as there are rows; the last one may be shorter. */
  static Topology grid(int nodes) {
    int width = (int) Math.ceil(Math.sqrt(nodes));
    List<Topology.Link> links = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      if (node % width != width - 1 && node + 1 < nodes) {
        links.add(Topology.Link.of(node, node + 1));
      }
      if (node + width < nodes) {
        links.add(Topology.Link.of(node, node + width));
      }
    }
    return Topology.of(nodes, links);
  }
}
