package org.boltj.node;

import java.net.InetSocketAddress;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;

/**
 * A connected peer.
 *
 * @param features what its init offered
 * @param inbound whether the peer opened the connection
 */
public record PeerInfo(
    PublicKey nodeId, Features features, InetSocketAddress address, boolean inbound) {}
