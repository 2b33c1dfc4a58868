package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.boltj.base.BlockHash;
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

/** The chain as one process of a node sees it: it may be away for a while. */
final class TrialChain implements ChainSource, ChainListener {
  private final ChainSource source;
  private final TrialProcess process;
  private final boolean seesMempool;
  private final List<Runnable> missed = new ArrayList<>();
  private @Nullable ChainListener listener;
  private boolean away;
  private int heightBefore;

  TrialChain(ChainSource source, TrialProcess process, boolean seesMempool) {
    this.source = source;
    this.process = process;
    this.seesMempool = seesMempool;
  }

  @Override
  public void start(int fromHeight, ChainListener newListener) {
    listener = newListener;
    source.start(fromHeight, this);
  }

  boolean isAway() {
    return away;
  }

  void leave() {
    if (!away) {
      away = true;
      heightBefore = source.tipHeight();
    }
  }

  void comeBack() {
    away = false;
    List<Runnable> now = List.copyOf(missed);
    missed.clear();
    now.forEach(Runnable::run);
  }

  private void tell(Consumer<ChainListener> what) {
    ChainListener known = listener;
    if (known == null) {
      return;
    }
    if (away) {
      missed.add(() -> what.accept(known));
    } else {
      what.accept(known);
    }
  }

  @Override
  public void blockConnected(ChainBlock block) {
    tell(to -> to.blockConnected(block));
  }

  @Override
  public void blockDisconnected(int height, BlockHash hash) {
    tell(to -> to.blockDisconnected(height, hash));
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    if (seesMempool && !away) {
      tell(to -> to.transactionSeen(transaction));
    }
  }

  @Override
  public int tipHeight() {
    return away ? heightBefore : source.tipHeight();
  }

  @Override
  public void watch(OutPoint output, Bytes scriptPubKey) {
    source.watch(output, scriptPubKey);
  }

  @Override
  public CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions) {
    return CompletableFuture.completedFuture(
        away
            ? new PublishResult.Unavailable("the chain is away")
            : process.publish(packageOfTransactions, source));
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId) {
    return away
        ? CompletableFuture.failedFuture(new IllegalStateException("the chain is away"))
        : source.fundingOutput(shortChannelId);
  }

  @Override
  public void close() {
    listener = null;
    source.close();
  }
}
