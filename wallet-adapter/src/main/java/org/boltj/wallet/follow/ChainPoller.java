package org.boltj.wallet.follow;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Network;
import org.boltj.port.ChainListener;
import org.jspecify.annotations.Nullable;

/**
 * Asks a chain for news at intervals, on a thread of its own. While the chain is away it asks less
 * and less often, and says so through {@link ChainListener#available}.
 */
public final class ChainPoller implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How long a listener gets to work on what it was given, before the next block is fetched. */
  private static final Duration BREATH = Duration.ofMillis(10);

  private static final int UNKNOWN = -1;

  private final BlockLookup chain;
  private final Network network;
  private final Duration interval;
  private final ScheduledExecutorService executor;
  private volatile int tipHeight;
  private @Nullable String problem = "not asked yet";
  private Duration pause;

  /**
   * A poller that has not started; it asks once for the height, and carries on without an answer.
   */
  public ChainPoller(BlockLookup chain, Network network, Duration interval) {
    this.chain = chain;
    this.network = network;
    this.interval = interval;
    this.pause = interval;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("boltj-chain").factory());
    this.tipHeight = heightOrUnknown();
  }

  private int heightOrUnknown() {
    try {
      return chain.height();
    } catch (ChainUnavailableException e) {
      return UNKNOWN;
    }
  }

  /** The height of the last block that was found; 0 before the first. */
  public int tipHeight() {
    return Math.max(0, tipHeight);
  }

  /**
   * Delivers blocks from {@code fromHeight + 1} on. When it is 0 because the chain could not be
   * asked for its height before, delivery begins at the tip that is found first; but not on
   * regtest, where chains are short and begin with the node.
   */
  public void start(int fromHeight, ChainListener listener) {
    boolean wantsTip = fromHeight == 0 && tipHeight == UNKNOWN && network != Network.REGTEST;
    int from = wantsTip ? UNKNOWN : fromHeight;
    ChainFollower follower =
        new ChainFollower(chain, network, from, listener, height -> tipHeight = height);
    executor.execute(() -> poll(follower, listener));
  }

  private void poll(ChainFollower follower, ChainListener listener) {
    try {
      boolean more = follower.poll();
      if (problem != null) {
        problem = null;
        listener.available(true, "");
      }
      pause = more ? BREATH : interval;
    } catch (ChainUnavailableException e) {
      failed(String.valueOf(e.getMessage()), listener);
    } catch (RuntimeException e) {
      // A fault of this program or of a listener; in silence the chain would seem to stand still.
      failed("the chain cannot be followed: " + e, listener);
    } finally {
      again(() -> poll(follower, listener));
    }
  }

  private void failed(String why, ChainListener listener) {
    if (!why.equals(problem)) {
      problem = why;
      listener.available(false, why);
    }
    Duration longer = pause.compareTo(interval) < 0 ? interval : pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private void again(Runnable next) {
    try {
      executor.schedule(next, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: there is no next time.
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
