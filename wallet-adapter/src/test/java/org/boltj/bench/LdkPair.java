package org.boltj.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;
import org.boltj.bench.PaymentBenchmark.Load;
import org.boltj.peers.LdkPeer;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * The rival: two LDK nodes in two processes with one channel over loopback, all state in memory.
 * Nothing is made durable there, which favours them.
 */
final class LdkPair implements AutoCloseable {
  private static final long CAPACITY_SAT = 16_000_000;

  private final LdkPeer alice;
  private final LdkPeer bob;

  private LdkPair(LdkPeer alice, LdkPeer bob) {
    this.alice = alice;
    this.bob = bob;
  }

  static LdkPair open() throws Exception {
    Map<String, Object> options =
        Map.of(
            "anchors",
            true,
            "maxInFlightPercent",
            100,
            "maxAcceptedHtlcs",
            483,
            "eventPollMillis",
            1);
    LdkPeer alice = LdkPeer.start("11".repeat(32), options);
    LdkPair pair = new LdkPair(alice, LdkPeer.start("22".repeat(32), options));
    pair.openChannel();
    return pair;
  }

  private void openChannel() throws Exception {
    RegtestChain chain = RegtestChain.withMatureCoins();
    for (int height = 1; height <= chain.height(); height++) {
      tell(chain.block(height));
    }
    alice.call("connect", Map.of("port", bob.port(), "nodeId", bob.nodeId().toString()));
    awaitConnection();
    alice.call(
        "open",
        Map.of(
            "nodeId",
            bob.nodeId().toString(),
            "sats",
            CAPACITY_SAT,
            "pushMsat",
            CAPACITY_SAT * 1000 / 2));
    JsonNode request = alice.awaitEvent("FundingGenerationReady");
    Bytes script = Bytes.fromHex(request.get("script").asText());
    Transaction funding = chain.fund(List.of(new TxOutput(Satoshi.of(CAPACITY_SAT), script)));
    alice.call(
        "fund",
        Map.of(
            "temporaryChannelId", request.get("temporaryChannelId").asText(),
            "tx", funding.serialize().toHex()));
    bob.awaitEvent("ChannelPending");
    for (Block block : chain.mine(6)) {
      tell(block);
    }
    alice.awaitEvent("ChannelReady");
    bob.awaitEvent("ChannelReady");
  }

  /** The handshake goes on after the command "connect" has been answered. */
  private void awaitConnection() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (alice.call("peers").isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the LDK nodes do not connect");
      }
    }
  }

  private void tell(Block block) throws Exception {
    List<List<Object>> transactions = new ArrayList<>();
    for (int i = 1; i < block.transactions().size(); i++) {
      transactions.add(List.of(i, block.transactions().get(i).serialize().toHex()));
    }
    Map<String, Object> parameters =
        Map.of(
            "header", block.header().encode().toHex(),
            "height", block.height(),
            "txs", transactions);
    alice.call("block", parameters);
    bob.call("block", parameters);
  }

  /** Payments per second of each round, after one round that does not count. */
  List<Double> run(Load load, int payments, int rounds) throws Exception {
    List<Double> perSecond = new ArrayList<>();
    for (int i = -2; i < rounds; i++) {
      double rate = round(load, payments, i % 2 == 0);
      if (i >= 0) {
        perSecond.add(rate);
      }
    }
    return perSecond;
  }

  private double round(Load load, int payments, boolean forth) throws Exception {
    LdkPeer payer = forth ? alice : bob;
    LdkPeer payee = forth ? bob : alice;
    List<String> invoices = new ArrayList<>();
    for (int i = 0; i < payments; i++) {
      Map<String, Object> invoice =
          Map.of("msat", load.amount().msat(), "description", "benchmark");
      invoices.add(payee.call("invoice", invoice).asText());
    }
    double millis =
        payer
            .send("payAll", Map.of("invoices", invoices, "inFlight", load.inFlight()))
            .get(120, TimeUnit.SECONDS)
            .asDouble();
    return payments * 1000 / millis;
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
  }
}
