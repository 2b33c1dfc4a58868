package org.boltj.wallet.bitcoinj;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.core.BlockChain;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.core.listeners.OnTransactionBroadcastListener;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.follow.ChainPoller;
import org.boltj.wallet.follow.ChainUnavailableException;

/**
 * The chain as Bitcoin peers tell it. What peers cannot tell: they do not say why, or that, they
 * refuse a transaction, and they do not prove that an output is unspent.
 */
final class BitcoinjSource implements ChainSource {
  private static final int SEND_TIMEOUT_SECONDS = 30;

  private final PeerGroup peers;
  private final PeerLookup lookup;
  private final ChainPoller poller;
  private final OnTransactionBroadcastListener announcements;

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
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return output(shortChannelId);
          } catch (ChainUnavailableException e) {
            throw new CompletionException(e);
          }
        });
  }

  private Optional<TxOutput> output(ShortChannelId scid) throws ChainUnavailableException {
    Optional<BlockHash> hash = lookup.hash(scid.blockHeight());
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    ChainBlock block = lookup.block(scid.blockHeight(), hash.get());
    return Optional.of(block.transactions())
        .filter(txs -> scid.txIndex() < txs.size())
        .map(txs -> txs.get(scid.txIndex()).transaction().outputs())
        .filter(outputs -> scid.outputIndex() < outputs.size())
        .map(outputs -> outputs.get(scid.outputIndex()));
  }

  @Override
  public void close() {
    poller.close();
    peers.removeOnTransactionBroadcastListener(announcements);
  }
}
