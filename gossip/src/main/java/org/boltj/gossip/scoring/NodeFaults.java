package org.boltj.gossip.scoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.PublicKey;
import org.boltj.gossip.graph.GraphView;

/** When nodes failed last; so many of them at most, the oldest are forgotten. */
final class NodeFaults {
  /** Each search looks all of them up in the graph. */
  static final int MOST = 1_000;

  private final Map<PublicKey, Integer> failedAt = new LinkedHashMap<>();

  void failed(PublicKey node, int nowSeconds) {
    failedAt.remove(node);
    failedAt.put(node, nowSeconds);
    if (failedAt.size() > MOST) {
      failedAt.remove(failedAt.keySet().iterator().next());
    }
  }

  Map<PublicKey, Integer> all() {
    return Map.copyOf(failedAt);
  }

  void clear() {
    failedAt.clear();
  }

  /** The penalties of the graph's nodes, by number; empty when there are none. */
  long[] penalties(GraphView graph, Fading fading, long penalty) {
    if (failedAt.isEmpty()) {
      return new long[0];
    }
    long[] byNode = new long[graph.nodeBound()];
    failedAt.forEach(
        (id, at) -> {
          int node = graph.nodeIndex(id);
          if (node >= 0 && node < byNode.length) {
            byNode[node] = fading.fault(penalty, at);
          }
        });
    return byNode;
  }
}
