package org.boltj.gossip.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.jspecify.annotations.Nullable;

/** A direction whose fields come in any order. */
final class PolicyDraft {
  private static final long UNSET = -1;

  long timestamp;
  boolean disabled;
  int cltvExpiryDelta = -1;
  @Nullable MilliSatoshi htlcMinimum;
  @Nullable MilliSatoshi htlcMaximum;
  long feeBaseMsat = UNSET;
  long feeProportionalMillionths = UNSET;
  int inboundFeeBaseMsat;
  int inboundFeeProportionalMillionths;

  /** The names of BOLT 7 of those fields without which there is no policy. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (cltvExpiryDelta < 0) {
      missing.add("cltv_expiry_delta");
    }
    if (htlcMinimum == null) {
      missing.add("htlc_minimum_msat");
    }
    if (feeBaseMsat == UNSET) {
      missing.add("fee_base_msat");
    }
    if (feeProportionalMillionths == UNSET) {
      missing.add("fee_proportional_millionths");
    }
    return missing;
  }

  /**
   * The direction. Where the largest HTLC is not told it is the capacity.
   *
   * @throws IllegalArgumentException when fields are missing
   */
  DirectionEntry build(long capacitySat) {
    MilliSatoshi minimum = htlcMinimum;
    if (minimum == null || !missing().isEmpty()) {
      throw new IllegalArgumentException("the policy lacks " + String.join(", ", missing()));
    }
    MilliSatoshi maximum = htlcMaximum;
    if (maximum == null || maximum.isZero()) {
      maximum = capacitySat < 0 ? MilliSatoshi.MAX_MONEY : MilliSatoshi.ofSat(capacitySat);
    }
    return new DirectionEntry(
        timestamp,
        disabled,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(cltvExpiryDelta),
            minimum,
            feeBaseMsat,
            feeProportionalMillionths,
            maximum,
            inboundFeeBaseMsat,
            inboundFeeProportionalMillionths));
  }
}
