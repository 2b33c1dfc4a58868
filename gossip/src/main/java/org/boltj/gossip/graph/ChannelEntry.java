package org.boltj.gossip.graph;

import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;

/**
 * A channel of the graph, as shown to callers.
 *
 * @param shortChannelId the funding output
 * @param nodeId1 the node with the lesser id
 * @param nodeId2 the node with the greater id
 * @param capacity of the funding output (sat), when it could be checked
 * @param fromNode1 what node 1 asks for payments towards node 2
 * @param fromNode2 what node 2 asks for payments towards node 1
 */
public record ChannelEntry(
    ShortChannelId shortChannelId,
    PublicKey nodeId1,
    PublicKey nodeId2,
    Optional<Satoshi> capacity,
    Optional<DirectionEntry> fromNode1,
    Optional<DirectionEntry> fromNode2) {}
