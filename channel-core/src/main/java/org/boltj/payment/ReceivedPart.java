package org.boltj.payment;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.onion.SharedSecret;

/**
 * An HTLC whose onion ends here: what its sender offers and what its origin node says about it.
 *
 * @param amount of the HTLC
 * @param expiry of the HTLC
 * @param amtToForward what the origin node meant to arrive
 * @param outgoingCltvValue the expiry that the origin node meant
 * @param totalMsat of all parts together
 * @param keysendPreimage when the origin node chose the preimage itself (bLIP 3)
 * @param sharedSecret encrypts a returned failure
 */
public record ReceivedPart(
    HtlcId htlc,
    PaymentHash paymentHash,
    MilliSatoshi amount,
    CltvExpiry expiry,
    MilliSatoshi amtToForward,
    CltvExpiry outgoingCltvValue,
    MilliSatoshi totalMsat,
    Optional<PaymentSecret> paymentSecret,
    Optional<Bytes> paymentMetadata,
    Optional<PaymentPreimage> keysendPreimage,
    SharedSecret sharedSecret) {}
