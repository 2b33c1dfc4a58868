package org.boltj.wallet.bitcoinj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.MemoryBlockStore;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.Hash;
import org.boltj.peers.BcoinNode;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Addresses;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.bitcoind.BitcoinRpc;
import org.boltj.wallet.bitcoind.RpcCredentials;
import org.boltj.wallet.contract.Gate;
import org.boltj.wallet.contract.RecordingListener;
import org.boltj.wallet.contract.RecordingListener.Said;
import org.boltj.wallet.funds.SeedWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** bitcoinj against a full node on loopback. */
class BitcoinjPeersTest {
  private static final Bytes TARGET = ScriptTemplates.p2wsh(Bytes.fromHex("51"));
  private static final long REWARD = 5_000_000_000L;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final RecordingListener listener = new RecordingListener();
  private BcoinNode node;
  private BitcoinRpc rpc;

  @BeforeEach
  void start() throws Exception {
    node = BcoinNode.start();
    rpc =
        new BitcoinRpc(
            node.rpcAddress(),
            new RpcCredentials.UserPassword("any", BcoinNode.PASSWORD),
            Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws Exception {
    if (node != null) {
      node.close();
    }
  }

  private void mine(int count, Bytes script) throws Exception {
    String address = Addresses.fromScriptPubKey(script, Network.REGTEST).orElseThrow();
    rpc.call("generatetoaddress", count, address);
  }

  private List<InetSocketAddress> address() {
    return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.p2pPort()));
  }

  @Test
  void aSourceDeliversBlocksFollowsReorganizationsAndPublishes() throws Exception {
    SeedWallet wallet = new SeedWallet(Network.REGTEST, Hash.sha256(Bytes.fromHex("0c")));
    mine(1, wallet.newScriptPubKey());
    mine(100, TARGET);
    try (BitcoinjPeers peers = BitcoinjPeers.connect(Network.REGTEST, address(), List.of());
        ChainSource source = peers.source(POLL_INTERVAL)) {
      source.start(0, feeding(wallet));
      List<ChainBlock> old = listener.awaitHeight(101);
      assertThat(wallet.confirmedBalance()).isEqualTo(Satoshi.of(REWARD));
      assertThat(source.fundingOutput(ShortChannelId.of(1, 0, 0)).get(20, TimeUnit.SECONDS))
          .map(TxOutput::amount)
          .contains(Satoshi.of(REWARD));
      assertThat(source.fundingOutput(ShortChannelId.of(1, 7, 0)).get(20, TimeUnit.SECONDS))
          .isEmpty();

      Transaction tx =
          wallet
              .fund(TARGET, Satoshi.of(1_000_000), FeeratePerKw.ofSatPerVByte(5))
              .join()
              .transaction();
      assertThat(source.publish(List.of(tx)).get(20, TimeUnit.SECONDS))
          .isEqualTo(new PublishResult.Accepted());
      awaitMempool(tx);
      mine(1, TARGET);
      ChainBlock block = last(listener.awaitHeight(102));
      assertThat(block.transactions().get(1).transaction()).isEqualTo(tx);

      rpc.call("invalidateblock", old.get(100).hash().toString());
      mine(3, ScriptTemplates.p2wsh(Bytes.fromHex("52")));
      List<Said> said =
          listener.await(it -> it instanceof Said.Connected c && c.block().height() == 103);
      assertThat(said).contains(new Said.Disconnected(101, old.get(100).hash()));
    }
  }

  private RecordingListener feeding(SeedWallet wallet) {
    return new RecordingListener() {
      @Override
      public void blockConnected(ChainBlock block) {
        wallet.blockConnected(block);
        listener.blockConnected(block);
      }

      @Override
      public void blockDisconnected(int height, BlockHash hash) {
        wallet.blockDisconnected(height, hash);
        listener.blockDisconnected(height, hash);
      }

      @Override
      public void available(boolean up, String why) {
        listener.available(up, why);
      }
    };
  }

  private static ChainBlock last(List<ChainBlock> blocks) {
    return blocks.get(blocks.size() - 1);
  }

  /** Peers send it when they have been asked for it, so it arrives some moments later. */
  private void awaitMempool(Transaction tx) throws Exception {
    eventually(() -> rpc.call("getrawmempool").toString().contains(tx.txid().toString()));
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  @Test
  void aWalletReceivesOverFiltersAndFunds() throws Exception {
    BitcoinjWallet wallet =
        BitcoinjWallet.fromEntropy(
            Network.REGTEST,
            Hash.sha256(Bytes.fromHex("0d")),
            Instant.ofEpochSecond(1_296_688_602L));
    mine(1, wallet.newScriptPubKey());
    mine(100, TARGET);
    try (BitcoinjPeers peers = BitcoinjPeers.connect(Network.REGTEST, address(), List.of(wallet));
        ChainSource source = peers.source(POLL_INTERVAL)) {
      awaitBalance(wallet, REWARD);
      Transaction tx =
          wallet
              .fund(TARGET, Satoshi.of(1_000_000), FeeratePerKw.ofSatPerVByte(5))
              .join()
              .transaction();
      wallet.commit(tx.txid());
      assertThat(source.publish(List.of(tx)).get(20, TimeUnit.SECONDS))
          .isEqualTo(new PublishResult.Accepted());
      awaitMempool(tx);
      mine(1, TARGET);
      source.start(100, listener);
      ChainBlock block = last(listener.awaitHeight(102));
      assertThat(block.transactions()).hasSize(2);
      awaitBalance(wallet, tx.outputs().get(1).amount().sat());
    }
  }

  private static void awaitBalance(BitcoinjWallet wallet, long sat) throws Exception {
    eventually(() -> wallet.availableBalance().equals(Satoshi.of(sat)));
  }

  @Test
  void itSaysThatNoPeerIsThere() throws Exception {
    node.close();
    try (BitcoinjPeers peers = BitcoinjPeers.connect(Network.REGTEST, address(), List.of());
        ChainSource source = peers.source(POLL_INTERVAL)) {
      source.start(0, listener);
      listener.await(
          it -> it instanceof Said.Available away && away.why().contains("no Bitcoin peer"));
      assertThat(source.publish(List.of()).join()).isInstanceOf(PublishResult.Unavailable.class);
    }
  }

  @Test
  void aPeerThatFailedOftenIsReachedAsSoonAsItIsBack() throws Exception {
    mine(3, TARGET);
    Gate gate = new Gate(node.p2pPort());
    // bitcoinj's own pauses would add up to hours.
    gate.refuse(30);
    try (BitcoinjPeers peers = through(gate, Duration.ofSeconds(90));
        ChainSource source = peers.source(POLL_INTERVAL)) {
      source.start(0, listener);
      assertThat(listener.awaitHeight(3)).hasSize(3);
    } finally {
      gate.close();
    }
  }

  @Test
  void aPeerThatHasGoneWithoutAWordIsGivenUpAndTriedAgain() throws Exception {
    mine(3, TARGET);
    Gate gate = new Gate(node.p2pPort());
    try (BitcoinjPeers peers = through(gate, Duration.ofSeconds(2));
        ChainSource source = peers.source(POLL_INTERVAL)) {
      source.start(0, listener);
      listener.awaitHeight(3);
      gate.mute();
      mine(1, TARGET);
      assertThat(listener.awaitHeight(4)).hasSize(1);
    } finally {
      gate.close();
    }
  }

  @Test
  void closingEndsTheAttemptsAtOnce() throws Exception {
    node.close();
    Gate gate = new Gate(node.p2pPort());
    gate.refuse(5);
    BitcoinjPeers peers = through(gate, Duration.ofSeconds(90));
    eventually(() -> gate.leftToRefuse() == 0);
    assertThat(threads()).isNotEmpty();
    peers.close();
    assertThat(threads()).isEmpty();
    gate.close();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("PeerGroup"))
        .toList();
  }

  private static BitcoinjPeers through(Gate gate, Duration silence) {
    return BitcoinjPeers.connect(
        Network.REGTEST,
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), gate.port())),
        List.of(),
        new MemoryBlockStore(RegTestParams.get().getGenesisBlock()),
        POLL_INTERVAL,
        silence);
  }
}
