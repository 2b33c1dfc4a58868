package org.boltj.wallet.regtest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.OutPoint;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.jspecify.annotations.Nullable;

/**
 * What the transactions of a block must keep, in their order; relay policy does not matter here.
 */
final class BlockRules {
  private final ChainState chain;
  private final Map<OutPoint, Coin> created = new HashMap<>();
  private final Set<OutPoint> spent = new HashSet<>();

  private BlockRules(ChainState chain) {
    this.chain = chain;
  }

  /** The first fault among transactions, coinbase left out, of a block on the tip. */
  static Optional<Refusal> check(List<Transaction> txs, ChainState chain) {
    BlockRules rules = new BlockRules(chain);
    for (Transaction tx : txs) {
      Optional<Refusal> refusal = rules.next(tx);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> next(Transaction tx) {
    int height = chain.height() + 1;
    Optional<Refusal> refusal =
        ConsensusRules.shape(tx)
            .or(() -> Refusal.when(ConsensusRules.isCoinbase(tx), RefusalReason.COINBASE))
            .or(() -> ConsensusRules.finality(tx, height, chain.medianTimePast(height - 1)))
            .or(() -> ConsensusRules.inputs(tx, this::coin, height))
            .or(() -> SequenceLocks.check(tx, this::coin, height, chain::medianTimePast))
            .or(() -> ScriptRules.consensus(tx, this::coin));
    for (TxInput input : tx.inputs()) {
      spent.add(input.outPoint());
    }
    for (int i = 0; i < tx.outputs().size(); i++) {
      created.put(tx.outPoint(i), new Coin(tx.outputs().get(i), height, false));
    }
    return refusal;
  }

  private @Nullable Coin coin(OutPoint outPoint) {
    if (spent.contains(outPoint)) {
      return null;
    }
    Coin fromChain = chain.coin(outPoint);
    return fromChain != null ? fromChain : created.get(outPoint);
  }
}
