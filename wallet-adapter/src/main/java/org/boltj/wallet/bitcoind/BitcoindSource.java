package org.boltj.wallet.bitcoind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of a Bitcoin Core node by polling. While the node is away it tries again, less
 * and less often, and says so through {@link ChainListener#available}; blocks missed meanwhile are
 * delivered in order when it is back.
 */
public final class BitcoindSource implements ChainSource {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final int UNKNOWN = -1;

  private final RpcChain chain;
  private final Broadcaster broadcaster;
  private final Network network;
  private final Duration pollInterval;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("boltj-bitcoind").factory());
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("boltj-bitcoind-", 0).factory());
  private volatile int tipHeight;
  private @Nullable String problem = "not asked yet";
  private Duration pause;

  /**
   * A source that has not started; it asks once for the height, and carries on without an answer.
   *
   * @param pollInterval how often the tip is looked at
   */
  public BitcoindSource(BitcoinRpc rpc, Network network, Duration pollInterval) {
    this.chain = new RpcChain(rpc);
    this.broadcaster = new Broadcaster(rpc);
    this.network = network;
    this.pollInterval = pollInterval;
    this.pause = pollInterval;
    this.tipHeight = heightOrUnknown();
  }

  private int heightOrUnknown() {
    try {
      return chain.height();
    } catch (RpcException e) {
      return UNKNOWN;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>When {@code fromHeight} is 0 because the node could not be asked for its height before,
   * delivery begins at the tip that is found first.
   */
  @Override
  public void start(int fromHeight, ChainListener listener) {
    int from = fromHeight == 0 && tipHeight == UNKNOWN ? UNKNOWN : fromHeight;
    ChainFollower follower =
        new ChainFollower(chain, network, from, listener, height -> tipHeight = height);
    poller.execute(() -> poll(follower, listener));
  }

  private void poll(ChainFollower follower, ChainListener listener) {
    try {
      follower.poll();
      if (problem != null) {
        problem = null;
        listener.available(true, "");
      }
      pause = pollInterval;
    } catch (RpcException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(problem)) {
        problem = why;
        listener.available(false, why);
      }
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    } finally {
      again(() -> poll(follower, listener));
    }
  }

  private void again(Runnable next) {
    try {
      poller.schedule(next, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: there is no next time.
    }
  }

  @Override
  public int tipHeight() {
    return Math.max(0, tipHeight);
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
    } catch (RpcException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    poller.shutdownNow();
    requests.shutdown();
  }
}
