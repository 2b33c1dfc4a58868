package org.boltj.wallet.regtest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;

/** The shape of a package: parents in order, then one child that spends each of them. */
final class PackageRules {
  private static final int MAX_COUNT = 25;

  private PackageRules() {}

  static Optional<Refusal> check(List<Transaction> txs) {
    return Refusal.when(txs.isEmpty() || txs.size() > MAX_COUNT, RefusalReason.PACKAGE_TOO_MANY)
        .or(() -> sorted(txs))
        .or(() -> withoutConflict(txs))
        .or(() -> childOfAll(txs));
  }

  private static Optional<Refusal> sorted(List<Transaction> txs) {
    Set<TxId> later = new HashSet<>();
    txs.forEach(tx -> later.add(tx.txid()));
    for (Transaction tx : txs) {
      if (tx.inputs().stream().anyMatch(input -> later.contains(input.outPoint().txid()))) {
        return Refusal.of(RefusalReason.PACKAGE_NOT_SORTED, "");
      }
      later.remove(tx.txid());
    }
    return Optional.empty();
  }

  private static Optional<Refusal> withoutConflict(List<Transaction> txs) {
    Set<OutPoint> spent = new HashSet<>();
    for (Transaction tx : txs) {
      for (TxInput input : tx.inputs()) {
        if (!spent.add(input.outPoint())) {
          return Refusal.of(RefusalReason.PACKAGE_CONFLICT, input.outPoint().toString());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> childOfAll(List<Transaction> txs) {
    Set<TxId> parents = new HashSet<>();
    txs.get(txs.size() - 1).inputs().forEach(input -> parents.add(input.outPoint().txid()));
    boolean all = txs.stream().limit(txs.size() - 1L).allMatch(tx -> parents.contains(tx.txid()));
    return Refusal.when(!all, RefusalReason.PACKAGE_NOT_CHILD_WITH_PARENTS);
  }
}
