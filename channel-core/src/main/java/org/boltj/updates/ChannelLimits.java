package org.boltj.updates;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/**
 * What one side announced in open_channel or accept_channel (BOLT 2).
 *
 * @param dustLimit outputs below it are left out of that side's transactions
 * @param maxHtlcValueInFlight most that the other side may have pending towards it
 * @param channelReserve what the other side must keep
 * @param htlcMinimum the smallest HTLC it accepts
 * @param toSelfDelay delay of the other side's outputs to itself (blocks)
 * @param maxAcceptedHtlcs most HTLCs that the other side may have pending towards it, 0 to 483
 */
public record ChannelLimits(
    Satoshi dustLimit,
    MilliSatoshi maxHtlcValueInFlight,
    Satoshi channelReserve,
    MilliSatoshi htlcMinimum,
    int toSelfDelay,
    int maxAcceptedHtlcs) {}
