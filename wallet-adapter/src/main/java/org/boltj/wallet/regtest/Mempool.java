package org.boltj.wallet.regtest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.jspecify.annotations.Nullable;

/** The unconfirmed transactions, parents before children; knows who spends whom, judges nothing. */
final class Mempool {
  /**
   * A transaction with what deciding about it needs.
   *
   * @param feeSat inputs minus outputs
   */
  record Entry(Transaction tx, TxId txid, long feeSat, long virtualBytes) {
    static Entry of(Transaction tx, long feeSat) {
      return new Entry(tx, tx.txid(), feeSat, virtualBytes(tx));
    }

    static long virtualBytes(Transaction tx) {
      return (tx.weight() + 3) / 4;
    }
  }

  private final Map<TxId, Entry> entries = new LinkedHashMap<>();
  private final Map<OutPoint, TxId> spenders = new HashMap<>();

  Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  @Nullable Entry entry(TxId txid) {
    return entries.get(txid);
  }

  boolean contains(TxId txid) {
    return entries.containsKey(txid);
  }

  @Nullable TxId spender(OutPoint outPoint) {
    return spenders.get(outPoint);
  }

  /** Outputs of the entries, whether spent by others of them or not, as coins of that height. */
  CoinView outputs(int height) {
    return outPoint -> {
      Entry entry = entries.get(outPoint.txid());
      return entry == null || outPoint.index() >= entry.tx().outputs().size()
          ? null
          : new Coin(entry.tx().outputs().get((int) outPoint.index()), height, false);
    };
  }

  void add(Entry entry) {
    entries.put(entry.txid(), entry);
    for (TxInput input : entry.tx().inputs()) {
      spenders.put(input.outPoint(), entry.txid());
    }
  }

  void remove(TxId txid) {
    Entry entry = entries.remove(txid);
    if (entry != null) {
      for (TxInput input : entry.tx().inputs()) {
        spenders.remove(input.outPoint(), txid);
      }
    }
  }

  void clear() {
    entries.clear();
    spenders.clear();
  }

  /** The entries that spend an output that the transaction spends too. */
  Set<TxId> conflicts(Transaction tx) {
    Set<TxId> found = new LinkedHashSet<>();
    for (TxInput input : tx.inputs()) {
      TxId spender = spenders.get(input.outPoint());
      if (spender != null) {
        found.add(spender);
      }
    }
    return found;
  }

  /** The entries themselves and all that depend on them. */
  Set<TxId> withDescendants(Collection<TxId> txids) {
    Set<TxId> found = new LinkedHashSet<>();
    Deque<TxId> open = new ArrayDeque<>(txids);
    while (!open.isEmpty()) {
      TxId txid = open.remove();
      if (found.add(txid)) {
        open.addAll(children(txid));
      }
    }
    return found;
  }

  /** All entries that the transaction depends on, itself not included. */
  Set<TxId> ancestors(Transaction tx) {
    Set<TxId> found = new LinkedHashSet<>();
    Deque<Transaction> open = new ArrayDeque<>(List.of(tx));
    while (!open.isEmpty()) {
      for (TxInput input : open.remove().inputs()) {
        Entry parent = entries.get(input.outPoint().txid());
        if (parent != null && found.add(parent.txid())) {
          open.add(parent.tx());
        }
      }
    }
    return found;
  }

  private List<TxId> children(TxId txid) {
    Entry entry = entries.get(txid);
    List<TxId> found = new ArrayList<>();
    for (int i = 0; entry != null && i < entry.tx().outputs().size(); i++) {
      TxId spender = spenders.get(new OutPoint(txid, i));
      if (spender != null) {
        found.add(spender);
      }
    }
    return found;
  }
}
