package org.boltj.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/** A chain source that asks another one, for those that differ from it in one thing. */
abstract class RelayedChain implements ChainSource {
  private final ChainSource source;

  RelayedChain(ChainSource source) {
    this.source = source;
  }

  @Override
  public void start(int fromHeight, ChainListener listener) {
    source.start(fromHeight, listener);
  }

  @Override
  public int tipHeight() {
    return source.tipHeight();
  }

  @Override
  public void watch(OutPoint output, Bytes scriptPubKey) {
    source.watch(output, scriptPubKey);
  }

  @Override
  public CompletableFuture<PublishResult> publish(List<Transaction> transactions) {
    return source.publish(transactions);
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId id) {
    return source.fundingOutput(id);
  }

  @Override
  public void close() {
    source.close();
  }
}
