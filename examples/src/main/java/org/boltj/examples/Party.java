package org.boltj.examples;

import java.net.InetSocketAddress;
import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeUri;
import org.boltj.wallet.funds.SeedWallet;

/** Somebody with a node and an on-chain wallet. */
record Party(String name, LightningNode node, SeedWallet wallet) {

  PublicKey nodeId() {
    return node.nodeId();
  }

  /** Where others connect to the node. */
  NodeUri address() {
    InetSocketAddress socket = node.listenAddresses().get(0);
    return new NodeUri(nodeId(), socket.getHostString(), socket.getPort());
  }

  List<ChannelInfo> openChannels() {
    return node.channels().stream().filter(c -> c.status() == ChannelInfo.Status.OPEN).toList();
  }

  boolean isOpen(ChannelId channelId) {
    return openChannels().stream().anyMatch(c -> c.channelId().equals(channelId));
  }

  /** What the party has in open channels, msat. */
  MilliSatoshi inChannels() {
    return openChannels().stream()
        .map(ChannelInfo::localBalance)
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }

  @Override
  public String toString() {
    return name;
  }
}
