package org.boltj.gossip.path;

import java.util.Arrays;

/**
 * Nodes waiting to be settled, the one with the least distance first, and among equals the one with
 * the least number: a heap of four children over primitive arrays that knows where each node
 * stands, so that a node is in it once.
 */
final class NodeQueue {
  private static final int ABSENT = -1;

  private int[] nodes = new int[256];
  private long[] distances = new long[256];
  private int[] places = {};
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds the node, or moves it forward when it is there with a greater distance. */
  void offer(int node, long distance) {
    int place = places[node];
    if (place == ABSENT) {
      if (size == nodes.length) {
        nodes = Arrays.copyOf(nodes, 2 * size);
        distances = Arrays.copyOf(distances, 2 * size);
      }
      place = size++;
    } else if (distances[place] <= distance) {
      return;
    }
    rise(place, node, distance);
  }

  /** Removes the first node. */
  int poll() {
    int first = nodes[0];
    places[first] = ABSENT;
    size--;
    if (size > 0) {
      sink(nodes[size], distances[size]);
    }
    return first;
  }

  private void rise(int from, int node, long distance) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >> 2;
      if (!isBefore(node, distance, nodes[parent], distances[parent])) {
        break;
      }
      put(place, nodes[parent], distances[parent]);
      place = parent;
    }
    put(place, node, distance);
  }

  private void sink(int node, long distance) {
    int place = 0;
    while (true) {
      int least = leastChild(place);
      if (least < 0 || !isBefore(nodes[least], distances[least], node, distance)) {
        put(place, node, distance);
        return;
      }
      put(place, nodes[least], distances[least]);
      place = least;
    }
  }

  private int leastChild(int place) {
    int child = 4 * place + 1;
    if (child >= size) {
      return -1;
    }
    int least = child;
    int end = Math.min(child + 4, size);
    for (int i = child + 1; i < end; i++) {
      if (isBefore(nodes[i], distances[i], nodes[least], distances[least])) {
        least = i;
      }
    }
    return least;
  }

  private static boolean isBefore(int node, long distance, int other, long otherDistance) {
    return distance < otherDistance || (distance == otherDistance && node < other);
  }

  private void put(int place, int node, long distance) {
    nodes[place] = node;
    distances[place] = distance;
    places[node] = place;
  }

  /** Removes all nodes, for a graph of that many. */
  void clear(int nodeBound) {
    for (int i = 0; i < size; i++) {
      places[nodes[i]] = ABSENT;
    }
    size = 0;
    if (nodeBound > places.length) {
      int old = places.length;
      places = Arrays.copyOf(places, nodeBound);
      Arrays.fill(places, old, nodeBound, ABSENT);
    }
  }
}
