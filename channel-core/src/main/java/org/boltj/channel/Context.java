package org.boltj.channel;

import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.NodeSigner;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Feerates;

/**
 * The world as one step sees it.
 *
 * @param nowMillis milliseconds since 1970
 * @param blockHeight of the best block
 * @param chainHash the chain of this node
 * @param signer our keys of this channel
 * @param nodeSigner the key of this node
 * @param entropy 32 fresh random bytes, used by at most one purpose of a step
 * @param sweepScript where on-chain money of this step goes: a fresh script of the wallet
 */
public record Context(
    long nowMillis,
    int blockHeight,
    BlockHash chainHash,
    Feerates feerates,
    ChannelSigner signer,
    NodeSigner nodeSigner,
    ChannelPolicy policy,
    Bytes entropy,
    Bytes sweepScript) {}
