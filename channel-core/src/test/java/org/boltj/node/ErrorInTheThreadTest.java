package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error that ends the thread of a node ends the node aloud, and nothing of it goes out. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ErrorInTheThreadTest {
  private static final String REASON =
      "its thread failed: java.lang.NoClassDefFoundError: org/boltj/Missing";

  private final ScriptedChain chain = new ScriptedChain();
  private final Store store = new MemoryStore();
  private final List<LightningNode> nodes = new ArrayList<>();

  private LightningNode start(String name, Store of, CompletableFuture<NodeEvent.Stopped> stop)
      throws StoreException {
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .seed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))))
            .store(of)
            .chain(chain.source())
            .funds(new EndlessFunds(name))
            .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    nodes.add(node);
    node.events().subscribe(new UntilStopped(stop));
    return node.start();
  }

  @AfterEach
  void close() {
    nodes.forEach(LightningNode::close);
  }

  private static void connect(LightningNode from, LightningNode to) {
    int port = to.listenAddresses().getFirst().getPort();
    from.connect(new NodeUri(to.nodeId(), "127.0.0.1", port)).join();
  }

  @Test
  void all_that_wait_are_told_and_a_new_start_goes_on() throws StoreException {
    CompletableFuture<NodeEvent.Stopped> stopped = new CompletableFuture<>();
    CompletableFuture<NodeEvent.Stopped> other = new CompletableFuture<>();
    LightningNode alice = start("alice", store, stopped);
    LightningNode bob = start("bob", new MemoryStore(), other);
    connect(alice, bob);
    ChannelId channel = alice.openChannel(bob.nodeId(), Satoshi.of(1_000_000)).join();
    CompletableFuture<ChannelId> ready = alice.awaitChannelReady(channel);
    int published = chain.mempool().size();

    CompletableFuture<Integer> asked =
        alice.graph(
            graph -> {
              throw new NoClassDefFoundError("org/boltj/Missing");
            });
    // In the same round or a later one: it must not be carried out.
    CompletableFuture<ChannelId> late = alice.forceClose(channel);

    assertThat(stopped.join().reason()).startsWith(REASON);
    for (CompletableFuture<?> future :
        List.of(asked, ready, late, alice.createInvoice(MilliSatoshi.of(1), "late"))) {
      assertThatThrownBy(future::join)
          .hasCauseInstanceOf(LightningException.NodeStopped.class)
          .hasMessageContaining("the node has stopped: " + REASON);
    }
    assertThat(alice.channel(channel)).isPresent();
    assertThat(chain.mempool()).hasSize(published);
    assertThat(other).isNotDone();

    alice.close();
    LightningNode again = start("alice", store, new CompletableFuture<>());
    connect(again, bob);
    CompletableFuture<ChannelId> atLast = again.awaitChannelReady(channel);
    while (!atLast.isDone()) {
      chain.mine(1);
      atLast.copy().completeOnTimeout(channel, 50, TimeUnit.MILLISECONDS).join();
    }
    assertThat(atLast.join()).isEqualTo(channel);
  }

  private record UntilStopped(CompletableFuture<NodeEvent.Stopped> stopped)
      implements Flow.Subscriber<NodeEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(NodeEvent event) {
      if (event instanceof NodeEvent.Stopped stop) {
        stopped.complete(stop);
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }
}
