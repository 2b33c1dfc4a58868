package org.boltj.wallet.bitcoinj;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.listeners.OnTransactionBroadcastListener;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.follow.ChainPoller;
import org.boltj.wallet.follow.ChainUnavailableException;
import org.boltj.wallet.follow.RecentBlocks;

/**
 * The chain as Bitcoin peers tell it. What peers cannot tell: they do not say why, or that, they
 * refuse a transaction, and they do not prove that an output is unspent.
 */
final class BitcoinjSource implements ChainSource {
  private static final int SEND_TIMEOUT_SECONDS = 30;

  /** The outputs of a block take a few megabytes at most. */
  private static final int BLOCKS_KEPT = 8;

  /** Blocks fetched at the same time for look-ups. */
  private static final int FETCHES = 2;

  private final PeerGroup peers;
  private final PeerLookup lookup;
  private final ChainPoller poller;
  private final OnTransactionBroadcastListener announcements;
  private final RecentBlocks<List<List<TxOutput>>> outputs = new RecentBlocks<>(BLOCKS_KEPT);
  private final ExecutorService requests =
      Executors.newFixedThreadPool(
          FETCHES, Thread.ofPlatform().daemon().name("boltj-bitcoinj-", 0).factory());

  BitcoinjSource(Network network, PeerGroup peers, BlockChain headers, Duration pollInterval) {
    this.peers = peers;
    this.lookup = new PeerLookup(network, peers, headers);
    this.poller = new ChainPoller(lookup, network, pollInterval);
    this.announcements = (peer, tx) -> lookup.announced(tx);
    peers.addOnTransactionBroadcastListener(announcements);
  }

  @Override
  public void start(int fromHeight, ChainListener listener) {
    poller.start(fromHeight, listener);
  }

  @Override
  public int tipHeight() {
    return poller.tipHeight();
  }

  @Override
  public void watch(OutPoint output, Bytes scriptPubKey) {
    // All transactions of all blocks are delivered.
  }

  /** {@inheritDoc} "Accepted" says that a peer was given them. */
  @Override
  public CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions) {
    Convert.enterBitcoinj();
    if (peers.numConnectedPeers() == 0) {
      return CompletableFuture.completedFuture(
          new PublishResult.Unavailable("no Bitcoin peer is connected"));
    }
    List<CompletableFuture<?>> sent = new ArrayList<>();
    for (Transaction tx : packageOfTransactions) {
      sent.add(peers.broadcastTransaction(Convert.toBitcoinj(tx), 1, false).awaitSent());
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
        .orTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .<PublishResult>thenApply(done -> new PublishResult.Accepted())
        .exceptionally(error -> new PublishResult.Unavailable(String.valueOf(error.getMessage())));
  }

  /**
   * {@inheritDoc} Here it may be spent: peers do not tell. Whoever follows the chain sees the
   * spending of outputs from then on.
   */
  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId) {
    try {
      return CompletableFuture.supplyAsync(() -> find(shortChannelId), requests);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Optional<TxOutput> find(ShortChannelId scid) {
    try {
      return output(scid);
    } catch (ChainUnavailableException e) {
      throw new CompletionException(e);
    }
  }

  private Optional<TxOutput> output(ShortChannelId scid) throws ChainUnavailableException {
    Optional<BlockHash> hash = lookup.hash(scid.blockHeight());
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    List<List<TxOutput>> ofBlock =
        outputs.get(hash.get(), () -> outputs(scid.blockHeight(), hash.get()));
    return Optional.of(ofBlock)
        .filter(txs -> scid.txIndex() < txs.size())
        .map(txs -> txs.get(scid.txIndex()))
        .filter(ofTransaction -> scid.outputIndex() < ofTransaction.size())
        .map(ofTransaction -> ofTransaction.get(scid.outputIndex()));
  }

  private List<List<TxOutput>> outputs(int height, BlockHash hash)
      throws ChainUnavailableException {
    return lookup.block(height, hash).transactions().stream()
        .map(confirmed -> confirmed.transaction().outputs())
        .toList();
  }

  @Override
  public void close() {
    poller.close();
    requests.shutdown();
    peers.removeOnTransactionBroadcastListener(announcements);
  }
}
