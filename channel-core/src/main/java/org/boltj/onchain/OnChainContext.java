package org.boltj.onchain;

import org.boltj.base.Bytes;
import org.boltj.sign.ChannelSigner;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Feerates;

/**
 * The world as one step of the resolution sees it.
 *
 * @param blockHeight of the best block
 * @param schedule what claims pay
 * @param sweepScript where our money goes; the same for the whole resolution
 */
public record OnChainContext(
    int blockHeight,
    Feerates feerates,
    ChannelSigner signer,
    ChannelPolicy policy,
    FeeSchedule schedule,
    Bytes sweepScript) {}
