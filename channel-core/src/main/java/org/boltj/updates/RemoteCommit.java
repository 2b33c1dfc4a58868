package org.boltj.updates;

import org.boltj.base.PublicKey;
import org.boltj.base.TxId;

/**
 * A commitment of the peer, which the peer may publish.
 *
 * @param number commitment number, from 0
 * @param txid of its transaction
 * @param perCommitmentPoint of the peer
 */
public record RemoteCommit(
    long number, Allocation allocation, TxId txid, PublicKey perCommitmentPoint) {}
