package org.boltj.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * Channels that peers speak of and that the graph does not have. Each is asked for once a day at
 * most, of one of those peers; nothing else of what they said is kept.
 */
final class OrphanChannels {
  /** A peer's that wait at the same time. */
  static final int MAX_PER_PEER = 100;

  /** Remembered because they were asked for. */
  private static final int MAX_ASKED = 10_000;

  private static final long AGAIN_MILLIS = 86_400_000;

  private final Map<PublicKey, Set<ShortChannelId>> heard = new HashMap<>();
  private final Map<ShortChannelId, Long> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ShortChannelId, Long> eldest) {
          return size() > MAX_ASKED;
        }
      };

  /** The peer said something about a channel that is not known. */
  void heard(PublicKey peer, ShortChannelId id, long nowMillis) {
    Long last = asked.get(id);
    if (last != null && nowMillis - last < AGAIN_MILLIS) {
      return;
    }
    Set<ShortChannelId> ids = heard.computeIfAbsent(peer, p -> new LinkedHashSet<>());
    if (ids.size() < MAX_PER_PEER) {
      ids.add(id);
    }
  }

  boolean has(PublicKey peer) {
    return heard.containsKey(peer);
  }

  /** What to ask the peer for now, in the order of the ids. */
  List<ShortChannelId> take(PublicKey peer, long nowMillis) {
    Set<ShortChannelId> ids = heard.remove(peer);
    if (ids == null) {
      return List.of();
    }
    ids.removeIf(id -> asked.containsKey(id) && nowMillis - asked.get(id) < AGAIN_MILLIS);
    ids.forEach(id -> asked.put(id, nowMillis));
    return ids.stream().sorted().toList();
  }

  void disconnected(PublicKey peer) {
    heard.remove(peer);
  }
}
