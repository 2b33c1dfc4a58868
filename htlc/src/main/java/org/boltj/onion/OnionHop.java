package org.boltj.onion;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/**
 * What the origin node packs for one node of a route.
 *
 * @param nodeId the node's id, or its blinded node id inside a blinded path; on the curve
 * @param payload the TLV stream without its length, at least 2 bytes
 */
public record OnionHop(PublicKey nodeId, Bytes payload) {
  public OnionHop {
    if (payload.size() < 2) {
      throw new IllegalArgumentException(
          "payload lengths 0 and 1 are reserved by BOLT 4: " + payload.size());
    }
  }

  /** Bytes taken in hop_payloads: a BigSize length, the payload and the next hop's HMAC. */
  public int packedSize() {
    return packedSize(payload.size());
  }

  /** As {@link #packedSize()}, for a payload of that many bytes. */
  public static int packedSize(int payloadSize) {
    int lengthSize = payloadSize < 0xfd ? 1 : payloadSize <= 0xffff ? 3 : 5;
    return lengthSize + payloadSize + 32;
  }
}
