package org.boltj.node;

import java.util.concurrent.Executor;
import org.boltj.port.ChainSource;
import org.boltj.port.Entropy;
import org.boltj.port.FeeEstimator;
import org.boltj.port.FundsSource;
import org.boltj.store.Store;
import org.boltj.transport.PeerTransport;

/**
 * The surroundings of a node.
 *
 * @param callbacks runs what an application attached to futures, and its subscribers
 */
record NodePorts(
    NodeKeys keys,
    Store store,
    ChainSource chain,
    FundsSource funds,
    FeeEstimator feeEstimator,
    PeerTransport transport,
    Entropy entropy,
    Executor callbacks) {}
