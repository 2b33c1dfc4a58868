package org.boltj.sim.fault;

import org.boltj.base.MilliSatoshi;

/**
 * A payment of a scenario.
 *
 * @param atMillis since the first payment
 */
public record PaymentPlan(
    int number, long atMillis, int from, int to, MilliSatoshi amount, Kind kind) {

  /** How the recipient expects it. */
  public enum Kind {
    /** By an invoice. */
    INVOICE,
    /** Not at all, and it is taken. */
    KEYSEND,
    /** By nobody: the invoice is signed by the recipient, who then forgot about it. */
    UNKNOWN_HASH
  }
}
