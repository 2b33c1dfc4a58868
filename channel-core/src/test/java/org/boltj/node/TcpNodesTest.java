package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.port.FeeEstimator;
import org.boltj.store.SqliteStore;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with threads of their own, over TCP, on SQLite: as an application runs them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TcpNodesTest {
  @TempDir Path folder;

  private final ScriptedChain chain = new ScriptedChain();
  private final List<LightningNode> nodes = new ArrayList<>();

  private LightningNode start(String name) throws StoreException {
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .seed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))))
            .store(SqliteStore.open(folder.resolve(name + ".db")))
            .chain(chain.source())
            .funds(new EndlessFunds(name))
            .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(LightningNode::close);
  }

  private static NodeUri uri(LightningNode node) {
    return new NodeUri(node.nodeId(), "127.0.0.1", node.listenAddresses().get(0).getPort());
  }

  private ChannelId channel(LightningNode from, LightningNode to) {
    from.connect(uri(to)).join();
    ChannelId channel = from.openChannel(to.nodeId(), Satoshi.of(1_000_000)).join();
    mineUntil(from.awaitChannelReady(channel));
    mineUntil(to.awaitChannelReady(channel));
    return channel;
  }

  private void mineUntil(CompletableFuture<?> done) {
    while (!done.isDone()) {
      chain.mine(1);
      done.copy().completeOnTimeout(null, 50, TimeUnit.MILLISECONDS).join();
    }
    done.join();
  }

  @Test
  void many_payments_at_the_same_time_and_a_restart() throws StoreException {
    LightningNode alice = start("alice");
    LightningNode bob = start("bob");
    ChannelId channel = channel(alice, bob);

    List<CompletableFuture<PaymentResult>> payments = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      payments.add(
          bob.createInvoice(MilliSatoshi.ofSat(1_000), "number " + i)
              .thenCompose(invoice -> alice.pay(invoice.text())));
    }
    payments.forEach(payment -> assertThat(payment.join().parts()).isEqualTo(1));

    alice.close();
    LightningNode again = start("alice");
    again.connect(uri(bob)).join();
    again.awaitChannelReady(channel).join();
    String last = bob.createInvoice(MilliSatoshi.ofSat(1_000), "last").join().text();
    again.pay(last).join();
    assertThat(again.payments(0, 100).join()).hasSize(51);
    assertThat(bob.invoices(0, 100).join()).hasSize(51);
  }

  @Test
  void what_a_closed_node_is_asked_fails() throws StoreException {
    LightningNode alice = start("alice");
    CompletableFuture<?> open =
        alice.pay("lnbc1x", PayOptions.DEFAULT.withTimeout(Duration.ofSeconds(1)));
    assertThat(open).isCompletedExceptionally();
    alice.close();
    assertThatThrownBy(() -> alice.createInvoice(MilliSatoshi.of(1), "late").join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LightningException.NodeStopped.class);
  }

  @Test
  void a_peer_that_is_not_there_is_an_answer() throws StoreException {
    LightningNode alice = start("alice");
    LightningNode bob = start("bob");
    NodeUri gone = uri(bob);
    bob.close();
    assertThatThrownBy(() -> alice.connect(gone).join())
        .hasCauseInstanceOf(LightningException.PeerUnavailable.class);
    assertThatThrownBy(() -> alice.openChannel(bob.nodeId(), Satoshi.of(500_000)).join())
        .hasCauseInstanceOf(LightningException.PeerUnavailable.class);
  }

  @Test
  void an_address_that_is_taken_is_told() throws StoreException {
    InetSocketAddress taken = start("alice").listenAddresses().get(0);
    LightningNode late =
        LightningNode.builder(Network.REGTEST)
            .seed(Hash.sha256(Bytes.EMPTY))
            .store(SqliteStore.open(folder.resolve("late.db")))
            .chain(chain.source())
            .funds(new EndlessFunds("late"))
            .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
            .listen(taken)
            .build();
    assertThatThrownBy(late::start).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_store_of_another_node_is_refused() throws StoreException {
    start("alice").close();
    assertThatThrownBy(
            () ->
                LightningNode.builder(Network.REGTEST)
                    .seed(Hash.sha256(Bytes.EMPTY))
                    .store(SqliteStore.open(folder.resolve("alice.db")))
                    .chain(chain.source())
                    .funds(new EndlessFunds("other"))
                    .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
                    .build()
                    .start())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("belongs to node");
    assertThat(start("alice").nodeId()).as("the store is free again").isNotNull();
  }

  @Test
  void a_node_starts_once() throws StoreException {
    LightningNode alice = start("alice");
    assertThatThrownBy(alice::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the node was started before");
    assertThat(alice.createInvoice(MilliSatoshi.of(1), "it goes on").join()).isNotNull();
    alice.close();
    assertThatThrownBy(alice::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the node is closed");
  }
}
