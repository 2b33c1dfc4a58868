package org.boltj.node;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.NodeAddress;
import org.boltj.payment.ExpiryRules;
import org.boltj.payment.RelayPolicy;
import org.boltj.updates.ChannelPolicy;

/**
 * What an operator chooses for a node.
 *
 * @param alias shown to the network, at most 32 bytes of UTF-8
 * @param color 0xRRGGBB
 * @param features offered in init
 * @param relayPolicy for forwarding, over channels that have no terms of their own
 * @param acceptChannels whether peers may open channels
 * @param zeroConfPeers peers that may use a channel before its funding is confirmed
 * @param acceptKeysend whether payments without an invoice are taken
 * @param announcedAddresses told to the network in node_announcement
 * @param connectTimeout from the look-up of a name to the end of the handshake
 * @param gossipFlush how long new gossip is gathered before it is passed on
 * @param gossipLogSize how many messages of new gossip are kept for slow peers
 * @param gossipSources how many peers are asked for gossip
 * @param routing how routes are found
 * @param recovery what was lost, if anything
 */
record NodeSettings(
    Network network,
    String alias,
    int color,
    Features features,
    ChannelPolicy channelPolicy,
    RelayPolicy relayPolicy,
    ExpiryRules expiryRules,
    Limits limits,
    boolean acceptChannels,
    Set<PublicKey> zeroConfPeers,
    boolean acceptKeysend,
    List<NodeAddress> announcedAddresses,
    Duration connectTimeout,
    Duration gossipFlush,
    int gossipLogSize,
    int gossipSources,
    Routing routing,
    Recovery recovery) {
  NodeSettings {
    zeroConfPeers = Set.copyOf(zeroConfPeers);
    announcedAddresses = List.copyOf(announcedAddresses);
  }
}
