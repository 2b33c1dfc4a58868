package org.boltj.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeKeys;
import org.boltj.node.NodeUri;
import org.boltj.peer.PeerLimits;
import org.boltj.port.FeeEstimator;
import org.boltj.transport.NettyTransport;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;

/** A node as an application would run it: over TCP; what it does is counted. */
record BenchNode(LightningNode node, ProtocolCounts counts, SeedWallet wallet)
    implements AutoCloseable {

  /** One peer opens all channels of a benchmark within seconds. */
  private static final PeerLimits PEER_LIMITS =
      PeerLimits.DEFAULT.withOpenings(new PeerLimits.Rate(1_000, 1_000));

  /** Starts a node; equal names make equal seeds. */
  static BenchNode start(String name, Stores stores, RegtestChain chain) throws Exception {
    Bytes seed = seed(name);
    ProtocolCounts counts = new ProtocolCounts();
    SeedWallet wallet = chain.wallet(seed);
    NodeKeys keys = NodeKeys.ofSeed(seed);
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .keys(keys)
            .alias(name)
            .store(new CountingStore(stores.open(name), counts))
            .chain(chain.source())
            .funds(wallet)
            .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
            .transport(new CountingTransport(new NettyTransport(keys.nodeSigner()), counts))
            .peerLimits(PEER_LIMITS)
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    return new BenchNode(node.start(), counts, wallet);
  }

  static Bytes seed(String name) {
    return Hash.sha256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
  }

  NodeUri uri() {
    InetSocketAddress address = node.listenAddresses().get(0);
    return new NodeUri(node.nodeId(), address.getHostString(), address.getPort());
  }

  /** Gives the wallet one confirmed coin. */
  void fund(RegtestChain chain, Satoshi amount) {
    chain.fund(wallet.newScriptPubKey(), amount);
    chain.mine(1);
  }

  @Override
  public void close() {
    node.close();
  }
}
