package org.boltj.node;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.channel.Effect;
import org.boltj.payment.HtlcId;

/**
 * Onions that were opened, so that nobody learns where a payment went by sending its onion again
 * (BOLT 4, "Onion Decryption"). Known by the ephemeral key, which no honest sender uses twice,
 * until the HTLC expires: then the onion itself is too old. In memory only; after a start those of
 * the HTLCs that are still pending come again.
 */
final class SeenOnions {
  private final int capacity;
  private final Map<Bytes, Seen> byEphemeralKey = new LinkedHashMap<>();

  private record Seen(HtlcId htlc, long expiry) {}

  /**
   * @param capacity onions; more than that, and the oldest are forgotten
   */
  SeenOnions(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Remembers the onion of an HTLC, which may be told of more than once.
   *
   * @return false if another HTLC has brought it before
   */
  boolean isNew(HtlcId incoming, Effect.HtlcReceived htlc) {
    Seen seen = new Seen(incoming, htlc.cltvExpiry().height());
    Seen before = byEphemeralKey.putIfAbsent(htlc.onion().slice(1, 34), seen);
    if (byEphemeralKey.size() > capacity) {
      Iterator<Bytes> oldest = byEphemeralKey.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return before == null || before.htlc().equals(incoming);
  }

  void blockConnected(int height) {
    byEphemeralKey.values().removeIf(seen -> seen.expiry() < height);
  }
}
