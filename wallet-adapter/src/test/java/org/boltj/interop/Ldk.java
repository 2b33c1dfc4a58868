package org.boltj.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.peers.LdkPeer;
import org.boltj.port.FundingTransaction;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.ChainObserver;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;

/** An LDK node on the embedded chain: gets its blocks, and hands it what LDK broadcasts. */
final class Ldk implements AutoCloseable, ChainObserver {
  private static final long PATIENCE_SECONDS = 60;

  private final LdkPeer peer;
  private final RegtestChain chain;
  private final SeedWallet wallet;
  private final Bytes sweepScript;
  private final List<String> refused = new ArrayList<>();
  private volatile CompletableFuture<JsonNode> lastBlock;

  Ldk(LdkPeer peer, RegtestChain chain, SeedWallet wallet) throws Exception {
    this.peer = peer;
    this.chain = chain;
    this.wallet = wallet;
    this.sweepScript = ScriptTemplates.p2wpkh(peer.nodeId());
    chain.observe(this);
    this.lastBlock = send(chain.tip());
    peer.onBroadcast(this::broadcast);
    awaitBlocks();
  }

  // --- the chain ---

  @Override
  public void blockConnected(Block block) {
    lastBlock = send(block);
  }

  private CompletableFuture<JsonNode> send(Block block) {
    List<List<Object>> txs = new ArrayList<>();
    for (int i = 1; i < block.transactions().size(); i++) {
      txs.add(List.of(i, block.transactions().get(i).serialize().toHex()));
    }
    return peer.send(
        "block",
        Map.of("header", block.header().encode().toHex(), "height", block.height(), "txs", txs));
  }

  /** Waits until LDK has worked on all blocks so far. */
  void awaitBlocks() throws Exception {
    lastBlock.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void broadcast(Bytes raw) {
    try {
      Transaction tx = Transaction.parse(raw);
      SubmitResult result = chain.submit(tx);
      boolean lateToTheRace =
          tx.inputs().stream().anyMatch(input -> chain.spender(input.outPoint()).isPresent());
      // LDK repeats its transactions, also after the peer's have taken the same outputs.
      if (result instanceof SubmitResult.Refused no && !lateToTheRace) {
        synchronized (refused) {
          refused.add(tx.txid() + ": " + no.refusal());
        }
      }
    } catch (DecodeException e) {
      synchronized (refused) {
        refused.add(raw + ": " + e.getMessage());
      }
    }
  }

  // --- peers and channels ---

  PublicKey nodeId() {
    return peer.nodeId();
  }

  int port() {
    return peer.port();
  }

  void connect(BoltjPeer boltj) throws Exception {
    connect(boltj.nodeId(), boltj.port());
  }

  void connect(Ldk other) throws Exception {
    connect(other.nodeId(), other.port());
  }

  private void connect(PublicKey nodeId, int port) throws Exception {
    peer.call("connect", Map.of("port", port, "nodeId", nodeId.toString()));
    await("connected", Map.of("nodeId", nodeId.toString()));
  }

  void disconnect(PublicKey nodeId) throws Exception {
    peer.call("disconnect", Map.of("nodeId", nodeId.toString()));
  }

  /** Opens a channel and funds it; it is not confirmed yet. */
  ChannelId open(PublicKey nodeId, long sat, long pushMsat) throws Exception {
    peer.call("open", Map.of("nodeId", nodeId.toString(), "sats", sat, "pushMsat", pushMsat));
    JsonNode ready = peer.awaitEvent("FundingGenerationReady");
    FundingTransaction funding =
        wallet
            .fund(
                Bytes.fromHex(ready.get("script").asText()), Satoshi.of(sat), FeeratePerKw.MINIMUM)
            .join();
    wallet.commit(funding.transaction().txid());
    peer.call(
        "fund",
        Map.of(
            "temporaryChannelId",
            ready.get("temporaryChannelId").asText(),
            "tx",
            funding.transaction().serialize().toHex()));
    ChannelId channelId = funding.transaction().outPoint(funding.outputIndex()).toChannelId();
    String expected = channelId.value().toHex();
    peer.awaitEvent("ChannelPending", e -> e.get("channelId").asText().equals(expected));
    return channelId;
  }

  void awaitUsable(ChannelId channelId) throws Exception {
    await("usable", Map.of("channelId", channelId.value().toHex()));
  }

  /** Waits until LDK's invoices can tell the way over this private channel. */
  void awaitHinted(ChannelId channelId) throws Exception {
    await("hinted", Map.of("channelId", channelId.value().toHex()));
  }

  void awaitGone(ChannelId channelId) throws Exception {
    await("gone", Map.of("channelId", channelId.value().toHex()));
  }

  void awaitDisconnected(PublicKey nodeId) throws Exception {
    await("disconnected", Map.of("nodeId", nodeId.toString()));
  }

  void awaitPendingHtlcs(int count) throws Exception {
    await("pendingHtlcs", Map.of("count", count));
  }

  void await(String condition, Map<String, ?> parameters) throws Exception {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("condition", condition);
    peer.call("await", all);
  }

  JsonNode channel(ChannelId channelId) throws Exception {
    for (JsonNode channel : peer.call("channels")) {
      if (channel.get("channelId").asText().equals(channelId.value().toHex())) {
        return channel;
      }
    }
    throw new AssertionError("LDK does not know " + channelId);
  }

  /** What LDK owns in the channel, its reserve included. */
  long balanceMsat(ChannelId channelId) throws Exception {
    JsonNode channel = channel(channelId);
    return channel.get("outboundMsat").asLong() + channel.get("reserveSat").asLong() * 1000;
  }

  void close(ChannelId channelId) throws Exception {
    peer.call("close", Map.of("channelId", channelId.value().toHex()));
  }

  void forceClose(ChannelId channelId) throws Exception {
    peer.call("forceClose", Map.of("channelId", channelId.value().toHex()));
  }

  // --- payments ---

  String invoice(long msat) throws Exception {
    return peer.call("invoice", Map.of("msat", msat)).asText();
  }

  /** Starts a payment; returns its hash. */
  String pay(String bolt11) throws Exception {
    return peer.call("pay", Map.of("bolt11", bolt11)).asText();
  }

  String keysend(PublicKey nodeId, long msat) throws Exception {
    return peer.call("keysend", Map.of("nodeId", nodeId.toString(), "msat", msat)).asText();
  }

  JsonNode awaitSent(String hash) throws Exception {
    return awaitFor("PaymentSent", hash);
  }

  JsonNode awaitClaimable(String hash) throws Exception {
    return awaitFor("PaymentClaimable", hash);
  }

  JsonNode awaitClaimed(String hash) throws Exception {
    return awaitFor("PaymentClaimed", hash);
  }

  /** Waits until a payment has failed; returns the failure of its last route. */
  JsonNode awaitFailed(String hash) throws Exception {
    JsonNode path = awaitFor("PaymentPathFailed", hash);
    awaitFor("PaymentFailed", hash);
    return path;
  }

  private JsonNode awaitFor(String type, String hash) throws Exception {
    return peer.awaitEvent(type, event -> event.get("hash").asText().equals(hash));
  }

  /** From now on payments are claimed only by {@link #claim}. */
  void hold() throws Exception {
    peer.call("hold", Map.of("on", true));
  }

  void claim(String hash) throws Exception {
    peer.call("claim", Map.of("hash", hash));
  }

  void failBack(String hash) throws Exception {
    peer.call("failBack", Map.of("hash", hash));
  }

  /** Spends all that LDK has on the chain by now to a script of its own. */
  void sweep() throws Exception {
    JsonNode tx = peer.call("sweep", Map.of("script", sweepScript.toHex()));
    if (tx.isTextual()) {
      broadcast(Bytes.fromHex(tx.asText()));
    }
  }

  /** What was swept and is confirmed. */
  long sweptSat() {
    return chain.balance(sweepScript).sat();
  }

  /** For what has no method here. */
  LdkPeer peer() {
    return peer;
  }

  @Override
  public void close() {
    chain.stopObserving(this);
    peer.close();
    synchronized (refused) {
      if (!refused.isEmpty()) {
        throw new AssertionError("the chain refused what LDK broadcast: " + refused);
      }
    }
  }
}
