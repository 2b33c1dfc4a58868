package org.boltj.payment;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * One hop of a payment: the HTLC that goes to a node over a channel.
 *
 * @param nodeId the node that receives the HTLC
 * @param shortChannelId the channel over which it comes, or an alias of it
 * @param amount of the HTLC, with the fees of all nodes that follow, msat
 * @param expiry of the HTLC
 */
public record PaymentHop(
    PublicKey nodeId, ShortChannelId shortChannelId, MilliSatoshi amount, CltvExpiry expiry) {}
