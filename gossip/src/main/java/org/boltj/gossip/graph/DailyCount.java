package org.boltj.gossip.graph;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.PublicKey;

/** How often each node was announced today: as many entries as nodes that spoke today. */
final class DailyCount {
  private static final long DAY_SECONDS = 86_400;

  private final Map<PublicKey, Integer> counts = new HashMap<>();
  private long day;

  int of(PublicKey node, long nowSeconds) {
    if (nowSeconds / DAY_SECONDS != day) {
      day = nowSeconds / DAY_SECONDS;
      counts.clear();
    }
    return counts.getOrDefault(node, 0);
  }

  void add(PublicKey node) {
    counts.merge(node, 1, Integer::sum);
  }
}
