package org.boltj.crash;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeUri;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;

/** A peer of the killed node, in the test's own process. */
record SteadyNode(LightningNode node) implements AutoCloseable {
  static SteadyNode start(String name, RegtestChain chain) throws Exception {
    SeedWallet wallet = chain.wallet(KilledNode.seed(name));
    chain.fund(wallet.newScriptPubKey(), Satoshi.of(1_010_000_000));
    chain.mine(1);
    return new SteadyNode(
        LightningNode.builder(Network.REGTEST)
            .seed(KilledNode.seed(name))
            .store(new MemoryStore())
            .chain(chain.source())
            .funds(wallet)
            .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start());
  }

  String uri() {
    InetSocketAddress address = node.listenAddresses().get(0);
    return new NodeUri(node.nodeId(), address.getHostString(), address.getPort()).toString();
  }

  /** Its only channel. */
  ChannelInfo channel() {
    return node.channels().get(0);
  }

  @Override
  public void close() {
    node.close();
  }
}
