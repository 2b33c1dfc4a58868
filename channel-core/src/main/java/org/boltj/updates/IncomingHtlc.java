package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;

/** An HTLC that the peer offered to this node. */
public record IncomingHtlc(
    long id, MilliSatoshi amount, PaymentHash paymentHash, CltvExpiry cltvExpiry) implements Htlc {}
