package org.boltj.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainSource;
import org.boltj.tx.TxOutput;

/** A chain with the funding outputs of {@link SignedGossip}, that answers when a test wants. */
final class SlowFundings extends RelayedChain {
  private final Map<ShortChannelId, CompletableFuture<Optional<TxOutput>>> asked =
      new LinkedHashMap<>();
  final List<ShortChannelId> questions = new ArrayList<>();

  SlowFundings(ChainSource source) {
    super(source);
  }

  @Override
  public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId id) {
    questions.add(id);
    return asked.computeIfAbsent(id, none -> new CompletableFuture<>());
  }

  /** The output is there. */
  void answer(ShortChannelId id) {
    TxOutput output = new TxOutput(Satoshi.of(1_000_000), SignedGossip.fundingScript(id));
    asked.remove(id).complete(Optional.of(output));
  }
}
