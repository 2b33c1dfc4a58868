package org.boltj.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainSource;
import org.boltj.tx.TxOutput;

/** A chain in which the funding outputs of {@link SignedGossip} are, as many as are wished. */
final class PretendedFundings extends RelayedChain {
  private final Predicate<ShortChannelId> exists;
  final AtomicInteger lookups = new AtomicInteger();

  PretendedFundings(ChainSource source, Predicate<ShortChannelId> exists) {
    super(source);
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
}
