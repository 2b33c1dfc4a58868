package org.boltj.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeEvent;
import org.boltj.node.NodeUri;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;
import org.boltj.port.ChainSource;
import org.boltj.port.FeeEstimator;
import org.boltj.wallet.bitcoind.Bitcoind;
import org.boltj.wallet.bitcoind.RpcCredentials;
import org.boltj.wallet.funds.SeedWallet;

/**
 * The process that is killed: a node between two others that receives, forwards, and pays on its
 * own account. It says "standby" and waits for "start"; then it says "connected", takes the
 * commands "ready" (answered alike), "pay", "rest" (answered by "resting" once its own payments are
 * over) and "stop". If its store fails, it says why and "halted", and ends.
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

  /** Arguments: store, address of the chain's RPC, payer and payee as node_id@host:port. */
  public static void main(String[] arguments) throws Exception {
    NodeUri payer = NodeUri.parse(arguments[2]);
    NodeUri payee = NodeUri.parse(arguments[3]);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Secp256k1.get(); // what takes long and needs no store is done before the start
    System.out.println("standby");
    if (!"start".equals(commands.readLine())) {
      return;
    }
    LightningNode node = start(arguments[0], URI.create(arguments[1]));
    node.connect(payer).join();
    node.connect(payee).join();
    System.out.println("connected");
    new KilledNode(node, payee.nodeId()).obey(commands);
  }

  private static LightningNode start(String store, URI rpc) throws Exception {
    Bitcoind bitcoind =
        Bitcoind.at(
            rpc, new RpcCredentials.UserPassword("boltj", "boltj"), Network.REGTEST, POLL_INTERVAL);
    ChainSource chain = bitcoind.source();
    SeedWallet wallet = new SeedWallet(Network.REGTEST, seed("killed"));
    bitcoind.source().start(chain.tipHeight(), wallet);
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .seed(seed("killed"))
            .store(CrashStore.open(store))
            .chain(chain)
            .funds(wallet)
            .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    node.events().subscribe(new HaltWatch());
    return node.start();
  }

  /** Ends the process when the node has stopped because of its store. */
  private static final class HaltWatch implements Flow.Subscriber<NodeEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(NodeEvent event) {
      if (event instanceof NodeEvent.Stopped stopped) {
        System.out.println(stopped.reason());
        System.out.println("halted");
        Runtime.getRuntime().halt(3);
      }
    }

    @Override
    public void onError(Throwable failure) {
      failure.printStackTrace();
    }

    @Override
    public void onComplete() {}
  }

  private void obey(BufferedReader commands) throws IOException {
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
