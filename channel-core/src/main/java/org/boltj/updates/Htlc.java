package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;

/**
 * An HTLC as this node sees it. Whether a commitment holds it as "offered" or "received" (BOLT 3)
 * depends on whose commitment it is.
 */
public sealed interface Htlc permits IncomingHtlc, OutgoingHtlc {
  /** Counts the HTLCs of the side that offered it, from 0. */
  long id();

  MilliSatoshi amount();

  PaymentHash paymentHash();

  CltvExpiry cltvExpiry();
}
