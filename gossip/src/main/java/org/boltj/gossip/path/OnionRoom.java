package org.boltj.gossip.path;

/** How many payloads fit into the onion (BOLT 4, "Packet Structure"). */
final class OnionRoom {
  private static final int ONION_BYTES = 1300;

  /** Length, types and lengths of three fields, short_channel_id, expiry in 3 bytes, HMAC. */
  private static final int HOP_BYTES_BESIDE_AMOUNT = 1 + 3 * 2 + 8 + 3 + 32;

  private OnionRoom() {}

  /**
   * How many channels a route may have when the payloads from the last node on, or from the
   * introduction node on, take so many bytes; zero when not even those fit.
   */
  static int channels(RouteRequest request, int lastBytes) {
    long mostSent = request.amount().plus(request.maxFee()).msat();
    int amountBytes = (71 - Long.numberOfLeadingZeros(mostSent)) / 8;
    int left = ONION_BYTES - lastBytes;
    return left < 0 ? 0 : 1 + left / (HOP_BYTES_BESIDE_AMOUNT + amountBytes);
  }
}
