package org.boltj.onion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;

/**
 * attribution_data of update_fulfill_htlc: hold times of a payment that succeeded (BOLT 4, "Hold
 * times for successful payments"). As for failures, but no return packet is covered.
 */
public final class FulfillAttribution {
  private FulfillAttribution() {}

  /** What the final node sends, and every node whose downstream peer sent none. */
  public static AttributionData create(SharedSecret secret, HoldTime holdTime) {
    return wrap(secret, Optional.empty(), holdTime);
  }

  /** What a forwarding node makes of its downstream peer's attribution_data. */
  public static AttributionData wrap(
      SharedSecret secret, Optional<AttributionData> downstream, HoldTime holdTime) {
    return downstream
        .orElse(AttributionData.ZEROS)
        .prepended(secret, holdTime, Bytes.EMPTY)
        .xor(secret);
  }

  /**
   * The hold times at the origin node, in order of the route. The list is shorter than the route
   * when a node does not take part, or somebody changed the data behind the last hop listed.
   *
   * @param secrets those of the route, first hop first
   */
  public static List<HoldTime> unwrap(List<SharedSecret> secrets, AttributionData received) {
    List<HoldTime> holdTimes = new ArrayList<>();
    AttributionData data = received;
    for (int i = 0; i < Math.min(secrets.size(), AttributionData.MAX_HOPS); i++) {
      data = data.xor(secrets.get(i));
      int following = Math.min(secrets.size(), AttributionData.MAX_HOPS) - 1 - i;
      if (!data.isAttributed(secrets.get(i), Bytes.EMPTY, following)) {
        break;
      }
      holdTimes.add(data.holdTime());
      data = data.shiftedTowardsReader();
    }
    return List.copyOf(holdTimes);
  }
}
