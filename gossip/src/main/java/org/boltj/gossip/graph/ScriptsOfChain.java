package org.boltj.gossip.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;

/**
 * Scripts of outputs that were announced with wrong keys, as the chain has told them: whoever does
 * that again is refused without a look at signatures or chain, and keeps no true announcement out.
 * The oldest are forgotten.
 */
final class ScriptsOfChain {
  /** The size of a script that could be a funding output's. */
  private static final int P2WSH_SIZE = 34;

  private final Map<ShortChannelId, Bytes> scripts;

  ScriptsOfChain(int capacity) {
    this.scripts =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ShortChannelId, Bytes> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Others than P2WSH contradict all announcements, whatever they are, and may be long. */
  void add(ShortChannelId id, Bytes scriptPubKey) {
    scripts.put(id, scriptPubKey.size() == P2WSH_SIZE ? scriptPubKey : Bytes.EMPTY);
  }

  /** Whether the chain is known to have another script there than the announced keys make. */
  boolean contradict(ChannelAnnouncement announcement) {
    Bytes script = scripts.get(announcement.shortChannelId());
    return script != null && !script.equals(FundingScript.of(announcement));
  }

  void clear() {
    scripts.clear();
  }
}
