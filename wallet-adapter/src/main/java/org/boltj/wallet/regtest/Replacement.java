package org.boltj.wallet.regtest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.TxId;
import org.boltj.tx.TxInput;

/** Whether transactions may drive others out of the mempool (BIP 125, without its opt-in). */
final class Replacement {
  private static final int MAX_REPLACED = 100;

  private final Mempool mempool;
  private final RelayPolicy policy;

  Replacement(Mempool mempool, RelayPolicy policy) {
    this.mempool = mempool;
    this.policy = policy;
  }

  /**
   * One transaction, or a parent with the child that pays for it.
   *
   * @param conflicts the entries that spend the same outputs
   */
  Optional<Refusal> check(List<Mempool.Entry> newcomers, Set<TxId> conflicts) {
    if (conflicts.isEmpty()) {
      return Optional.empty();
    }
    Set<TxId> replaced = mempool.withDescendants(conflicts);
    long fee = newcomers.stream().mapToLong(Mempool.Entry::feeSat).sum();
    long size = newcomers.stream().mapToLong(Mempool.Entry::virtualBytes).sum();
    return Refusal.when(replaced.size() > MAX_REPLACED, RefusalReason.TOO_MANY_REPLACEMENTS)
        .or(() -> spendsWhatItReplaces(newcomers, replaced))
        .or(() -> newUnconfirmedInput(newcomers, conflicts))
        .or(() -> higherFeerate(fee, size, conflicts))
        .or(() -> higherFee(fee, size, replaced));
  }

  private static Optional<Refusal> spendsWhatItReplaces(
      List<Mempool.Entry> newcomers, Set<TxId> replaced) {
    boolean spends =
        newcomers.stream()
            .flatMap(entry -> entry.tx().inputs().stream())
            .anyMatch(input -> replaced.contains(input.outPoint().txid()));
    return Refusal.when(spends, RefusalReason.SPENDS_CONFLICTING_TX);
  }

  /** Rule 2: the replacement depends on no unconfirmed transaction that the replaced did not. */
  private Optional<Refusal> newUnconfirmedInput(
      List<Mempool.Entry> newcomers, Set<TxId> conflicts) {
    for (Mempool.Entry newcomer : newcomers) {
      for (TxInput input : newcomer.tx().inputs()) {
        TxId parent = input.outPoint().txid();
        if (mempool.contains(parent) && !isParentOfOne(parent, conflicts)) {
          return Refusal.of(
              RefusalReason.REPLACEMENT_ADDS_UNCONFIRMED, input.outPoint().toString());
        }
      }
    }
    return Optional.empty();
  }

  private boolean isParentOfOne(TxId parent, Set<TxId> conflicts) {
    return conflicts.stream()
        .map(mempool::entry)
        .anyMatch(
            entry ->
                entry != null
                    && entry.tx().inputs().stream()
                        .anyMatch(input -> input.outPoint().txid().equals(parent)));
  }

  private Optional<Refusal> higherFeerate(long fee, long size, Set<TxId> conflicts) {
    for (TxId conflict : conflicts) {
      Mempool.Entry old = mempool.entry(conflict);
      // The rates are compared as fractions: fee / size <= old fee / old size.
      if (old != null && fee * old.virtualBytes() <= old.feeSat() * size) {
        return Refusal.of(
            RefusalReason.INSUFFICIENT_FEE,
            "new feerate "
                + fee
                + " sat/"
                + size
                + " vB <= old feerate "
                + old.feeSat()
                + " sat/"
                + old.virtualBytes()
                + " vB");
      }
    }
    return Optional.empty();
  }

  /** Rules 3 and 4: it pays what all the replaced paid, and for its own relay on top. */
  private Optional<Refusal> higherFee(long fee, long size, Set<TxId> replaced) {
    long old = 0;
    for (TxId txid : replaced) {
      Mempool.Entry entry = mempool.entry(txid);
      old += entry == null ? 0 : entry.feeSat();
    }
    long needed = old + RelayPolicy.fee(policy.incrementalSatPerKvB(), size);
    return fee < needed
        ? Refusal.of(RefusalReason.INSUFFICIENT_FEE, fee + " sat, needed " + needed + " sat")
        : Optional.empty();
  }
}
