package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;

/**
 * An HTLC of a channel, as far as deadlines go.
 *
 * @param incoming whether the peer offered it
 * @param claimable whether it is incoming and we have shown, or can show, its preimage
 * @param hasOutput whether a commitment that may be published has an output for it; without one
 *     (trimmed, BOLT 3) the chain gives it to nobody
 */
public record HtlcAtStake(
    long id,
    boolean incoming,
    MilliSatoshi amount,
    CltvExpiry cltvExpiry,
    boolean claimable,
    boolean hasOutput) {}
