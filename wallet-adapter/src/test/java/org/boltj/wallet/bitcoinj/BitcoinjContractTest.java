package org.boltj.wallet.bitcoinj;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryBlockStore;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.boltj.peers.BcoinNode;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.wallet.bitcoind.RpcBackend;
import org.boltj.wallet.bitcoind.RpcCredentials;
import org.boltj.wallet.contract.Backend;
import org.boltj.wallet.contract.ChainSourceContract;
import org.boltj.wallet.contract.Gate;

/** The source that asks Bitcoin peers keeps the contract of sources, as far as peers tell. */
class BitcoinjContractTest extends ChainSourceContract {
  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

  @Override
  protected Backend backend() throws Exception {
    BcoinNode node = BcoinNode.start();
    RpcBackend chain =
        new RpcBackend(
            node.rpcAddress(),
            new RpcCredentials.UserPassword("any", BcoinNode.PASSWORD),
            () -> {});
    return new PeerBackend(node, chain, new Gate(node.p2pPort()));
  }

  /** Driven over RPC, seen over the peer-to-peer protocol. */
  private static final class PeerBackend implements Backend {
    private final BcoinNode node;
    private final RpcBackend chain;
    private final Gate gate;
    private BitcoinjPeers peers;

    PeerBackend(BcoinNode node, RpcBackend chain, Gate gate) {
      this.node = node;
      this.chain = chain;
      this.gate = gate;
    }

    @Override
    public ChainSource source() {
      if (peers == null) {
        // Not before there is a block: bitcoinj takes no peer without one.
        InetAddress loopback = InetAddress.getLoopbackAddress();
        peers =
            BitcoinjPeers.connect(
                Network.REGTEST,
                List.of(new InetSocketAddress(loopback, gate.port())),
                List.of(),
                new MemoryBlockStore(RegTestParams.get().getGenesisBlock()),
                RECONNECT_PAUSE);
      }
      return peers.source(RpcBackend.POLL_INTERVAL);
    }

    @Override
    public void mine(int count, Bytes scriptPubKey) throws Exception {
      chain.mine(count, scriptPubKey);
    }

    @Override
    public void disconnect(int count) throws Exception {
      chain.disconnect(count);
    }

    @Override
    public boolean isFullNode() {
      return false;
    }

    @Override
    public void awaitMempool(TxId txid) throws Exception {
      chain.awaitMempool(txid);
    }

    @Override
    public boolean evict(TxId txid) throws Exception {
      return chain.evict(txid);
    }

    @Override
    public boolean goAway() {
      gate.close();
      // bitcoinj notices some moments later.
      ChainSource probe = source();
      while (!(probe.publish(List.of()).join() instanceof PublishResult.Unavailable)) {
        LockSupport.parkNanos(RpcBackend.POLL_INTERVAL.toNanos());
      }
      probe.close();
      return true;
    }

    @Override
    public void comeBack() throws Exception {
      gate.open();
    }

    @Override
    public void close() {
      if (peers != null) {
        peers.close();
      }
      gate.close();
      chain.close();
      node.close();
    }
  }
}
