package org.boltj.payment;

import org.boltj.base.CltvExpiryDelta;

/**
 * How near and how far expiries may be, in blocks (BOLT 2, "cltv_expiry_delta Selection"; BOLT 4,
 * "max_htlc_cltv Selection").
 *
 * @param fulfillmentDeadline an HTLC that expires within that many blocks is not taken any more: it
 *     could not be claimed on chain in time
 * @param maxHtlcCltv an HTLC that expires later than that is not taken, so that money is not locked
 *     for too long
 */
public record ExpiryRules(int fulfillmentDeadline, int maxHtlcCltv) {
  public static final ExpiryRules DEFAULT = new ExpiryRules(18, 2016);

  /** Blocks between taking a payment and the force-close that an unclaimed one leads to. */
  private static final int FINAL_MARGIN = 3;

  /** The least that an HTLC which pays us must leave, in blocks; no invoice asks for less. */
  public CltvExpiryDelta minFinalCltvExpiryDelta() {
    return new CltvExpiryDelta(fulfillmentDeadline + FINAL_MARGIN);
  }
}
