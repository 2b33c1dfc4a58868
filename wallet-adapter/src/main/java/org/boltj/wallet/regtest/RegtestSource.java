package org.boltj.wallet.regtest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * One node's view of a {@link RegtestChain}. It delivers on the thread that changes the chain,
 * before that call returns.
 */
final class RegtestSource implements ChainSource, ChainObserver {
  /** How many delivered blocks can be taken back. */
  private static final int MEMORY = 2016;

  /** How far below its start a listener is told of reorganizations, in blocks. */
  private static final int REORG_DEPTH = 100;

  private final RegtestChain chain;

  /** What the listener knows, its tip last. */
  private final Deque<ChainBlock> delivered = new ArrayDeque<>();

  private @Nullable ChainListener listener;

  RegtestSource(RegtestChain chain) {
    this.chain = chain;
  }

  @Override
  public synchronized void start(int fromHeight, ChainListener newListener) {
    if (listener != null) {
      throw new IllegalStateException("started twice");
    }
    listener = newListener;
    chain.observe(this);
    int known = Math.min(fromHeight, chain.height());
    for (int height = Math.max(0, known - REORG_DEPTH); height <= known; height++) {
      delivered.add(chain.chainBlock(height));
    }
    catchUp();
    chain.mempool().forEach(newListener::transactionSeen);
  }

  @Override
  public void blockConnected(Block block) {
    catchUp();
  }

  @Override
  public void blockDisconnected(Block block) {
    catchUp();
  }

  @Override
  public synchronized void transactionSeen(Transaction transaction) {
    if (listener != null) {
      listener.transactionSeen(transaction);
    }
  }

  /** Brings the listener from what it knows to the chain as it is, whatever happened between. */
  private synchronized void catchUp() {
    ChainListener target = listener;
    if (target == null) {
      return;
    }
    while (true) {
      ChainBlock last = delivered.getLast();
      Optional<ChainBlock> next = chain.after(last);
      if (!chain.isBest(last)) {
        if (delivered.size() == 1 && chain.height() < last.height() - 1) {
          return; // a reorganization that deep is followed once the new branch is long enough
        }
        delivered.removeLast();
        if (delivered.isEmpty()) {
          // All that is remembered is gone. What lies below is taken as it is.
          delivered.add(chain.chainBlock(last.height() - 1));
        }
        target.blockDisconnected(last.height(), last.hash());
      } else if (next.isPresent()) {
        delivered.add(next.get());
        if (delivered.size() > MEMORY) {
          delivered.removeFirst();
        }
        target.blockConnected(next.get());
      } else {
        return;
      }
    }
  }

  @Override
  public int tipHeight() {
    return chain.height();
  }

  @Override
  public void watch(OutPoint output, Bytes scriptPubKey) {
    // All transactions of all blocks are delivered.
  }

  @Override
  public CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions) {
    return CompletableFuture.completedFuture(Broadcast.to(chain, packageOfTransactions));
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId) {
    return CompletableFuture.completedFuture(
        chain.outPoint(shortChannelId).flatMap(chain::unspent));
  }

  @Override
  public synchronized void close() {
    chain.stopObserving(this);
    listener = null;
  }
}
