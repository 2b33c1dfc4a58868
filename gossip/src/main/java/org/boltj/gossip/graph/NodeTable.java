package org.boltj.gossip.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that have announced channels, with their announcements and the numbers of their
 * channels.
 */
final class NodeTable {
  private final Map<PublicKey, Integer> byId = new HashMap<>();
  private final List<@Nullable Node> nodes = new ArrayList<>();
  private final ArrayDeque<Integer> free = new ArrayDeque<>();

  private static final class Node {
    final PublicKey id;
    int[] channels = new int[2];
    int degree;
    @Nullable Bytes announcement;
    long timestamp;
    boolean routable = true;

    Node(PublicKey id) {
      this.id = id;
    }
  }

  /** The number of a node, which becomes known if it was not. */
  int add(PublicKey id) {
    Integer known = byId.get(id);
    if (known != null) {
      return known;
    }
    int node = free.isEmpty() ? nodes.size() : free.removeLast();
    if (node == nodes.size()) {
      nodes.add(new Node(id));
    } else {
      nodes.set(node, new Node(id));
    }
    byId.put(id, node);
    return node;
  }

  void addChannel(int node, int channel) {
    Node entry = get(node);
    if (entry.degree == entry.channels.length) {
      entry.channels = Arrays.copyOf(entry.channels, 2 * entry.degree);
    }
    entry.channels[entry.degree++] = channel;
  }

  /** Takes a channel away; a node without channels is forgotten. */
  void removeChannel(int node, int channel) {
    Node entry = get(node);
    int at = 0;
    while (entry.channels[at] != channel) {
      at++;
    }
    entry.channels[at] = entry.channels[--entry.degree];
    if (entry.degree == 0) {
      byId.remove(entry.id);
      nodes.set(node, null);
      free.addLast(node);
    }
  }

  void announce(int node, Bytes message, long timestamp, boolean routable) {
    Node entry = get(node);
    entry.announcement = message;
    entry.timestamp = timestamp;
    entry.routable = routable;
  }

  boolean exists(int node) {
    return node < nodes.size() && nodes.get(node) != null;
  }

  int bound() {
    return nodes.size();
  }

  int count() {
    return byId.size();
  }

  int index(PublicKey id) {
    Integer node = byId.get(id);
    return node == null ? -1 : node;
  }

  PublicKey id(int node) {
    return get(node).id;
  }

  int degree(int node) {
    return get(node).degree;
  }

  int channel(int node, int at) {
    return get(node).channels[at];
  }

  @Nullable Bytes announcement(int node) {
    return get(node).announcement;
  }

  long timestamp(int node) {
    return get(node).timestamp;
  }

  boolean isRoutable(int node) {
    return get(node).routable;
  }

  private Node get(int node) {
    Node entry = nodes.get(node);
    if (entry == null) {
      throw new IllegalArgumentException("there is no node number " + node);
    }
    return entry;
  }
}
