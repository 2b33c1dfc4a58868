package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;

/** Chooses what a miner puts into a block. */
final class BlockTemplate {
  private BlockTemplate() {}

  /**
   * The wanted transactions, parents first. When they do not all fit, those that pay most together
   * with their unconfirmed ancestors come first.
   */
  static List<Transaction> select(Mempool mempool, long maxWeight, Predicate<Transaction> wanted) {
    List<Mempool.Entry> wantedEntries = new ArrayList<>();
    Set<TxId> unwanted = new LinkedHashSet<>();
    long weight = 0;
    for (Mempool.Entry entry : mempool.entries()) {
      boolean orphaned = mempool.ancestors(entry.tx()).stream().anyMatch(unwanted::contains);
      if (orphaned || !wanted.test(entry.tx())) {
        unwanted.add(entry.txid());
      } else {
        wantedEntries.add(entry);
        weight += entry.tx().weight();
      }
    }
    return weight <= maxWeight
        ? wantedEntries.stream().map(Mempool.Entry::tx).toList()
        : bestPaying(mempool, wantedEntries, maxWeight);
  }

  private static List<Transaction> bestPaying(
      Mempool mempool, List<Mempool.Entry> entries, long maxWeight) {
    Set<TxId> chosen = new LinkedHashSet<>();
    long weight = 0;
    List<Mempool.Entry> byFeerate = new ArrayList<>(entries);
    byFeerate.sort(
        Comparator.comparingDouble((Mempool.Entry entry) -> packageFeerate(mempool, entry))
            .reversed());
    for (Mempool.Entry entry : byFeerate) {
      Set<TxId> more = new LinkedHashSet<>(mempool.ancestors(entry.tx()));
      more.add(entry.txid());
      more.removeAll(chosen);
      long moreWeight = more.stream().mapToLong(txid -> weightOf(mempool, txid)).sum();
      if (weight + moreWeight <= maxWeight) {
        chosen.addAll(more);
        weight += moreWeight;
      }
    }
    return mempool.entries().stream()
        .filter(entry -> chosen.contains(entry.txid()))
        .map(Mempool.Entry::tx)
        .toList();
  }

  private static double packageFeerate(Mempool mempool, Mempool.Entry entry) {
    double fee = entry.feeSat();
    double size = entry.virtualBytes();
    for (TxId ancestor : mempool.ancestors(entry.tx())) {
      Mempool.Entry parent = mempool.entry(ancestor);
      fee += parent == null ? 0 : parent.feeSat();
      size += parent == null ? 0 : parent.virtualBytes();
    }
    return fee / size;
  }

  private static long weightOf(Mempool mempool, TxId txid) {
    Mempool.Entry entry = mempool.entry(txid);
    return entry == null ? 0 : entry.tx().weight();
  }
}
