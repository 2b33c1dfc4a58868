package org.boltj.examples;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.invoice.Invoice;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeUri;
import org.boltj.node.PaymentResult;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreException;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * The first payment: two nodes connect over TCP, open a channel, pay an invoice and close, on a
 * Bitcoin regtest chain inside the process.
 */
public final class PayOnRegtest {
  /** Half a minute is long enough. */
  private static final int MAX_TURNS = 600;

  private final RegtestChain chain = RegtestChain.withMatureCoins();

  private PayOnRegtest() {}

  public static void main(String[] args) throws Exception {
    run(System.out);
  }

  /** What {@link #main} does, telling about it there. */
  static PaymentResult run(PrintStream out) throws Exception {
    return new PayOnRegtest().pay(out);
  }

  private PaymentResult pay(PrintStream out) throws Exception {
    // README: begin
    try (LightningNode alice = node("alice");
        LightningNode bob = node("bob")) {
      alice.connect(address(bob)).join();
      ChannelId channel = alice.openChannel(bob.nodeId(), Satoshi.of(1_000_000)).join();
      mineUntil(alice.awaitChannelReady(channel));

      Invoice invoice = bob.createInvoice(MilliSatoshi.ofSat(25_000), "two coffees").join();
      PaymentResult payment = alice.pay(invoice.text()).join();
      out.println("paid " + payment.amount().toSatoshi() + ", fee " + payment.fee());

      alice.closeChannel(channel).join();
      mineUntil(alice.awaitChannelClosed(channel));
      return payment;
    }
    // README: end
  }

  /** A node with two million satoshis in its wallet. An application keeps its seed secret. */
  private LightningNode node(String name) throws StoreException {
    Bytes seed = Hash.sha256(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
    SeedWallet wallet = chain.wallet(seed);
    chain.fund(wallet.newScriptPubKey(), Satoshi.of(2_000_000));
    chain.mine(1);
    return LightningNode.builder(Network.REGTEST)
        .alias(name)
        .seed(seed)
        .store(new MemoryStore())
        .chain(chain.source())
        .funds(wallet)
        .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .build()
        .start();
  }

  private static NodeUri address(LightningNode node) {
    InetSocketAddress socket = node.listenAddresses().get(0);
    return new NodeUri(node.nodeId(), socket.getHostString(), socket.getPort());
  }

  /** On regtest blocks come when somebody asks for them. */
  private <T> T mineUntil(CompletableFuture<T> wanted) throws Exception {
    for (int turn = 1; ; turn++) {
      chain.mine(6);
      try {
        return wanted.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (turn == MAX_TURNS) {
          throw notYet;
        }
      }
    }
  }
}
