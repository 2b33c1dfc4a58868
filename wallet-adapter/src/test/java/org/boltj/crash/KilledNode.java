package org.boltj.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeUri;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;
import org.boltj.port.ChainSource;
import org.boltj.port.FeeEstimator;
import org.boltj.store.SqliteStore;
import org.boltj.wallet.bitcoind.Bitcoind;
import org.boltj.wallet.bitcoind.RpcCredentials;
import org.boltj.wallet.funds.SeedWallet;

/**
 * The process that is killed: a node between two others that receives, forwards, and pays on its
 * own account. It tells "connected" and "ready" on standard output, and takes the commands "pay",
 * "rest" (answered by "resting" once its own payments are over) and "stop".
 */
final class KilledNode {
  private static final MilliSatoshi OWN_PAYMENT = MilliSatoshi.of(1_234_567);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final LightningNode node;
  private final PublicKey payee;
  private final AtomicInteger unsettled = new AtomicInteger();
  private volatile boolean paying;

  private KilledNode(LightningNode node, PublicKey payee) {
    this.node = node;
    this.payee = payee;
  }

  static Bytes seed(String name) {
    return Hash.sha256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** Arguments: database, address of the chain's RPC, payer and payee as node_id@host:port. */
  public static void main(String[] arguments) throws Exception {
    NodeUri payer = NodeUri.parse(arguments[2]);
    NodeUri payee = NodeUri.parse(arguments[3]);
    LightningNode node = start(Path.of(arguments[0]), URI.create(arguments[1]));
    node.connect(payer).join();
    node.connect(payee).join();
    System.out.println("connected");
    new KilledNode(node, payee.nodeId()).obey();
  }

  private static LightningNode start(Path database, URI rpc) throws Exception {
    Bitcoind bitcoind =
        Bitcoind.at(
            rpc, new RpcCredentials.UserPassword("boltj", "boltj"), Network.REGTEST, POLL_INTERVAL);
    ChainSource chain = bitcoind.source();
    SeedWallet wallet = new SeedWallet(Network.REGTEST, seed("killed"));
    bitcoind.source().start(chain.tipHeight(), wallet);
    return LightningNode.builder(Network.REGTEST)
        .seed(seed("killed"))
        .store(SqliteStore.open(database))
        .chain(chain)
        .funds(wallet)
        .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .build()
        .start();
  }

  private void obey() throws IOException {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String command = commands.readLine(); command != null; command = commands.readLine()) {
        switch (command) {
          case "ready" -> awaitReady();
          case "pay" -> begin();
          case "rest" -> rest();
          case "stop" -> {
            node.channels().forEach(KilledNode::tell);
            node.close();
            System.out.println("stopped");
            return;
          }
          default -> throw new IOException("unknown command " + command);
        }
      }
    }
    Runtime.getRuntime().halt(1); // the parent has ended
  }

  private void awaitReady() {
    for (ChannelInfo channel : node.channels()) {
      node.awaitChannelReady(channel.channelId()).join();
    }
    System.out.println("ready");
  }

  private void begin() {
    paying = true;
    payNext();
    payNext();
  }

  private void payNext() {
    if (paying) {
      unsettled.incrementAndGet();
      node.keysend(payee, OWN_PAYMENT, PayOptions.DEFAULT).whenComplete(this::ended);
    }
  }

  private void ended(PaymentResult result, Throwable failure) {
    unsettled.decrementAndGet();
    if (failure == null) {
      payNext();
    } else {
      paying = false; // the channel is away; the next start tries again
    }
  }

  private void rest() {
    paying = false;
    while (unsettled.get() > 0 || hasPending()) {
      Thread.onSpinWait();
      CompletableFuture<?> round = node.payments(0, 1); // waits for the node's next round
      round.join();
    }
    System.out.println("resting");
  }

  private boolean hasPending() {
    return node.channels().stream().anyMatch(channel -> channel.pendingHtlcs() > 0);
  }

  private static void tell(ChannelInfo channel) {
    System.out.println(
        "channel "
            + channel.channelId()
            + " "
            + channel.status()
            + " "
            + channel.localBalance().msat()
            + " "
            + channel.remoteBalance().msat()
            + " "
            + channel.pendingHtlcs());
  }
}
