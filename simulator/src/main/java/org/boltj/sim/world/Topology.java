package org.boltj.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.boltj.payment.RelayPolicy;

/**
 * Which nodes have channels with each other. Nodes are numbered from 0.
 *
 * @param links the channels
 * @param policies of each node, where the source of the topology knows them
 */
public record Topology(List<Link> links, List<Optional<RelayPolicy>> policies) {

  /**
   * A channel between two nodes.
   *
   * @param capacitySat where the source of the topology knows it
   */
  public record Link(int a, int b, OptionalLong capacitySat) {
    static Link of(int a, int b) {
      return new Link(a, b, OptionalLong.empty());
    }
  }

  public Topology {
    links = List.copyOf(links);
    policies = List.copyOf(policies);
    for (Link link : links) {
      if (link.a == link.b || Math.min(link.a, link.b) < 0) {
        throw new IllegalArgumentException("a channel joins two nodes: " + link);
      }
      if (Math.max(link.a, link.b) >= policies.size()) {
        throw new IllegalArgumentException(link + " in a network of " + policies.size());
      }
    }
  }

  /** Without known policies. */
  static Topology of(int nodes, List<Link> links) {
    return new Topology(links, Collections.nCopies(nodes, Optional.empty()));
  }

  public int nodes() {
    return policies.size();
  }

  /** How many channels each node has. */
  public int[] degrees() {
    int[] degrees = new int[nodes()];
    for (Link link : links) {
      degrees[link.a]++;
      degrees[link.b]++;
    }
    return degrees;
  }

  /** Whether there is a way from every node to every other. */
  public boolean isConnected() {
    List<List<Integer>> neighbours = neighbours();
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> next = new ArrayDeque<>(List.of(0));
    while (!next.isEmpty()) {
      int node = next.remove();
      if (seen.add(node)) {
        next.addAll(neighbours.get(node));
      }
    }
    return seen.size() == nodes();
  }

  private List<List<Integer>> neighbours() {
    List<List<Integer>> neighbours = new ArrayList<>();
    for (int node = 0; node < nodes(); node++) {
      neighbours.add(new ArrayList<>());
    }
    for (Link link : links) {
      neighbours.get(link.a).add(link.b);
      neighbours.get(link.b).add(link.a);
    }
    return neighbours;
  }
}
