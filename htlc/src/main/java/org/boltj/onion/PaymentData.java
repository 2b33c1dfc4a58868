package org.boltj.onion;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentSecret;

/**
 * payment_data of a final hop's payload (BOLT 4).
 *
 * @param totalMsat what all parts of the payment add up to, at least
 */
public record PaymentData(PaymentSecret paymentSecret, MilliSatoshi totalMsat) {}
