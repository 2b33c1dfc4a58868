package org.boltj.invoice;

import java.util.List;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * The way from a public node to the payee over private channels (BOLT 11, field {@code r}).
 *
 * @param hops 1 to 12, in the direction of the payment; the last one's channel ends at the payee
 */
public record RouteHint(List<Hop> hops) {
  /** More do not fit one field. */
  static final int MAX_HOPS = 12;

  public RouteHint {
    hops = List.copyOf(hops);
    if (hops.isEmpty() || hops.size() > MAX_HOPS) {
      throw new IllegalArgumentException("a route hint has 1 to 12 hops: " + hops.size());
    }
  }

  /**
   * A channel of the way.
   *
   * @param nodeId the node at the start of the channel
   * @param feeBaseMsat below 2^32 msat
   * @param feeProportionalMillionths below 2^32
   */
  public record Hop(
      PublicKey nodeId,
      ShortChannelId shortChannelId,
      MilliSatoshi feeBaseMsat,
      long feeProportionalMillionths,
      CltvExpiryDelta cltvExpiryDelta) {
    /** Size on the wire, in bytes. */
    static final int SIZE = 33 + 8 + 4 + 4 + 2;

    public Hop {
      requireU32(feeBaseMsat.msat(), "fee_base_msat");
      requireU32(feeProportionalMillionths, "fee_proportional_millionths");
    }

    private static void requireU32(long value, String what) {
      if (value < 0 || value > 0xffffffffL) {
        throw new IllegalArgumentException(what + " must fit 32 bits without sign: " + value);
      }
    }
  }
}
