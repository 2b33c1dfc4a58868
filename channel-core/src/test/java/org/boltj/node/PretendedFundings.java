package org.boltj.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/** A chain in which the funding outputs of {@link SignedGossip} are, as many as are wished. */
final class PretendedFundings implements ChainSource {
  private final ChainSource source;
  private final Predicate<ShortChannelId> exists;
  final AtomicInteger lookups = new AtomicInteger();

  PretendedFundings(ChainSource source, Predicate<ShortChannelId> exists) {
    this.source = source;
    this.exists = exists;
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId id) {
    lookups.incrementAndGet();
    return CompletableFuture.completedFuture(
        exists.test(id)
            ? Optional.of(new TxOutput(Satoshi.of(1_000_000), SignedGossip.fundingScript(id)))
            : Optional.empty());
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
  public void close() {
    source.close();
  }
}
