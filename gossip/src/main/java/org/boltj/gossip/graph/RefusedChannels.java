package org.boltj.gossip.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.ShortChannelId;

/**
 * Channels whose funding output the chain does not have, so that neither their signatures nor the
 * chain are looked at again and no peer is asked for them. The oldest are forgotten.
 */
final class RefusedChannels {
  /** An output may come back with a reorganization (seconds). */
  private static final long FORGET_AFTER = 86_400;

  private final Map<ShortChannelId, Long> since;

  RefusedChannels(int capacity) {
    this.since =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ShortChannelId, Long> eldest) {
            return size() > capacity;
          }
        };
  }

  void add(ShortChannelId id, long nowSeconds) {
    since.put(id, nowSeconds);
  }

  boolean contains(ShortChannelId id, long nowSeconds) {
    Long at = since.get(id);
    return at != null && nowSeconds - at < FORGET_AFTER;
  }

  void clear() {
    since.clear();
  }
}
