package org.boltj.wallet.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.peers.BcoinNode;
import org.boltj.port.PublishResult;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.wallet.contract.RecordingListener;
import org.boltj.wallet.contract.RecordingListener.Said;
import org.junit.jupiter.api.Test;

/** The node is away at the start or in the middle; nothing is lost, and it is said. */
class BackendAwayTest {
  private static final Bytes SCRIPT = ScriptTemplates.p2wsh(Bytes.fromHex("51"));

  private final RecordingListener listener = new RecordingListener();

  private static BitcoinRpc rpc(URI address, String password) {
    return new BitcoinRpc(
        address, new RpcCredentials.UserPassword("any", password), Duration.ofSeconds(10));
  }

  private static BitcoindSource source(BitcoinRpc rpc, Network network) {
    return new BitcoindSource(rpc, network, RpcBackend.POLL_INTERVAL);
  }

  private static boolean isAvailable(Said said, boolean up) {
    return said instanceof Said.Available available && available.up() == up;
  }

  @Test
  void itWaitsForANodeThatStartsLater() throws Exception {
    int p2pPort = BcoinNode.freePort();
    int rpcPort = BcoinNode.freePort();
    BitcoinRpc rpc = rpc(URI.create("http://127.0.0.1:" + rpcPort + "/"), BcoinNode.PASSWORD);
    try (BitcoindSource source = source(rpc, Network.REGTEST)) {
      assertThat(source.tipHeight()).isZero();
      source.start(0, listener);
      listener.await(
          it -> it instanceof Said.Available away && away.why().contains("is it running"));
      assertThat(source.publish(List.of(tx())).get(10, TimeUnit.SECONDS))
          .isInstanceOf(PublishResult.Unavailable.class);
      try (BcoinNode node = BcoinNode.start(p2pPort, rpcPort);
          RpcBackend backend = backend(node)) {
        listener.await(it -> isAvailable(it, true));
        backend.mine(3, SCRIPT);
        assertThat(listener.awaitHeight(3)).hasSize(3);
      }
    }
  }

  @Test
  void itGoesOnWhenTheNodeComesBackWithALongerChain() throws Exception {
    BcoinNode first = BcoinNode.start();
    try (BitcoindSource source =
        source(rpc(first.rpcAddress(), BcoinNode.PASSWORD), Network.REGTEST)) {
      backend(first).mine(3, SCRIPT);
      source.start(0, listener);
      listener.awaitHeight(3);
      first.close();
      listener.await(it -> isAvailable(it, false));
      // It has forgotten its blocks and makes others: a reorganization while it was away.
      try (BcoinNode second = BcoinNode.start(first.p2pPort(), first.rpcPort());
          RpcBackend backend = backend(second)) {
        backend.mine(5, ScriptTemplates.p2wsh(Bytes.fromHex("52")));
        assertThat(listener.awaitHeight(5)).extracting(block -> block.height()).endsWith(4, 5);
        assertThat(source.tipHeight()).isEqualTo(5);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void itSaysThatTheNetworkOrThePasswordIsWrong() throws Exception {
    try (BcoinNode node = BcoinNode.start()) {
      try (BitcoindSource source =
          source(rpc(node.rpcAddress(), BcoinNode.PASSWORD), Network.SIGNET)) {
        source.start(0, listener);
        listener.await(
            it -> it instanceof Said.Available away && away.why().contains("another network"));
      }
      try (BitcoindSource source = source(rpc(node.rpcAddress(), "wrong"), Network.REGTEST)) {
        source.start(0, listener);
        listener.await(it -> it instanceof Said.Available away && away.why().contains("rpcauth"));
      }
    }
  }

  private static RpcBackend backend(BcoinNode node) throws IOException {
    return new RpcBackend(
        node.rpcAddress(), new RpcCredentials.UserPassword("any", BcoinNode.PASSWORD), () -> {});
  }

  private static Transaction tx() {
    return new Transaction(2, List.of(), List.of(), 0);
  }
}
