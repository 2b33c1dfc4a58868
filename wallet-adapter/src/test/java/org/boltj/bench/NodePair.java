package org.boltj.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.invoice.Invoice;
import org.boltj.node.OpenOptions;
import org.boltj.wallet.regtest.RegtestChain;

/** Two boltj nodes in this process, with one channel over loopback. */
final class NodePair implements AutoCloseable {
  private static final Satoshi CAPACITY = Satoshi.of(400_000_000);

  final BenchNode alice;
  final BenchNode bob;

  private NodePair(BenchNode alice, BenchNode bob) {
    this.alice = alice;
    this.bob = bob;
  }

  /** Opens the channel, half of it on each side. */
  static NodePair open(Stores stores) throws Exception {
    RegtestChain chain = RegtestChain.withMatureCoins();
    BenchNode alice = BenchNode.start("alice", stores, chain);
    BenchNode bob = BenchNode.start("bob", stores, chain);
    alice.fund(chain, Satoshi.of(CAPACITY.sat() + 1_000_000));
    get(alice.node().connect(bob.uri()));
    ChannelId channel =
        get(
            alice
                .node()
                .openChannel(
                    OpenOptions.of(bob.node().nodeId(), CAPACITY)
                        .withPush(MilliSatoshi.ofSat(CAPACITY.sat() / 2))));
    chain.mine(6);
    get(alice.node().awaitChannelReady(channel));
    get(bob.node().awaitChannelReady(channel));
    return new NodePair(alice, bob);
  }

  /** Invoices of a node, as text. */
  static List<String> invoices(BenchNode payee, MilliSatoshi amount, int count) throws Exception {
    List<CompletableFuture<Invoice>> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(payee.node().createInvoice(amount, "benchmark"));
    }
    List<String> texts = new ArrayList<>();
    for (CompletableFuture<Invoice> invoice : made) {
      texts.add(get(invoice).text());
    }
    return texts;
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
  }
}
