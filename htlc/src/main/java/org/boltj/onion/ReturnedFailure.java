package org.boltj.onion;

import java.util.Optional;
import org.boltj.base.Bytes;

/**
 * What update_fail_htlc carries back: the encrypted return packet, and attribution_data from nodes
 * with option_attribution_data.
 */
public record ReturnedFailure(Bytes reason, Optional<AttributionData> attributionData) {
  /** From a node without option_attribution_data. */
  public static ReturnedFailure unattributed(Bytes reason) {
    return new ReturnedFailure(reason, Optional.empty());
  }
}
