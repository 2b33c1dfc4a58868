package org.boltj.wallet.bitcoind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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

/**
 * Follows the chain of a Bitcoin Core node by polling. While the node is away it tries again, less
 * and less often, and says so through {@link ChainListener#available}; blocks missed meanwhile are
 * delivered in order when it is back.
 */
public final class BitcoindSource implements ChainSource {
  private final RpcChain chain;
  private final Broadcaster broadcaster;
  private final ChainPoller poller;
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("boltj-bitcoind-", 0).factory());

  /**
   * A source that has not started; it asks once for the height, and carries on without an answer.
   *
   * @param pollInterval how often the tip is looked at
   */
  public BitcoindSource(BitcoinRpc rpc, Network network, Duration pollInterval) {
    this.chain = new RpcChain(rpc);
    this.broadcaster = new Broadcaster(rpc);
    this.poller = new ChainPoller(chain, network, pollInterval);
  }

  /**
   * {@inheritDoc} A height of 0 that stands for "unknown" is the tip: {@link ChainPoller#start}.
   */
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

  @Override
  public CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions) {
    List<Transaction> transactions = List.copyOf(packageOfTransactions);
    try {
      return CompletableFuture.supplyAsync(() -> broadcaster.publish(transactions), requests);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new PublishResult.Unavailable("closed"));
    }
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId) {
    try {
      return CompletableFuture.supplyAsync(() -> unspent(shortChannelId), requests);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Optional<TxOutput> unspent(ShortChannelId shortChannelId) {
    try {
      return chain.unspent(shortChannelId);
    } catch (ChainUnavailableException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    poller.close();
    requests.shutdown();
  }
}
