package org.boltj.store;

import org.boltj.base.PublicKey;

/**
 * How a peer was reached last, so that the node can connect again after a start.
 *
 * @param host a name or a numeric address
 */
public record PeerRecord(PublicKey nodeId, String host, int port) {}
