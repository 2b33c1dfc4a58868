package org.boltj.payment;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;

/**
 * The amounts and expiries of an HTLC that is to be forwarded.
 *
 * @param amountIn of the incoming HTLC
 * @param amountOut amt_to_forward of the onion
 * @param expiryOut outgoing_cltv_value of the onion
 */
public record ForwardRequest(
    MilliSatoshi amountIn, CltvExpiry expiryIn, MilliSatoshi amountOut, CltvExpiry expiryOut) {}
