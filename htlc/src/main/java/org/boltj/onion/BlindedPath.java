package org.boltj.onion;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/**
 * A way to a recipient whose node ids are hidden (BOLT 4, "Route Blinding").
 *
 * @param firstNodeId the introduction point, the only node that the sender gets to know
 * @param firstPathKey path_key for it
 * @param hops the introduction point first, the recipient last; at least 1
 */
public record BlindedPath(PublicKey firstNodeId, PublicKey firstPathKey, List<Hop> hops) {
  public BlindedPath {
    hops = List.copyOf(hops);
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a blinded path has at least one hop");
    }
  }

  /** A node of the path, as the sender sees it. */
  public record Hop(PublicKey blindedNodeId, Bytes encryptedRecipientData) {}
}
