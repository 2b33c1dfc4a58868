package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;

/**
 * An HTLC that this node offered to the peer.
 *
 * @param origin to whom its outcome is told
 */
public record OutgoingHtlc(
    long id, MilliSatoshi amount, PaymentHash paymentHash, CltvExpiry cltvExpiry, HtlcOrigin origin)
    implements Htlc {}
