package org.boltj.wallet.funds;

import java.util.ArrayList;
import java.util.Collection;
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
import org.boltj.tx.TxOutput;

/** Which outputs are the wallet's, and which transactions, confirmed or not, spend them. */
final class Coins {
  private final WalletKeys keys;
  private final Map<OutPoint, WalletCoin> coins = new LinkedHashMap<>();

  /** Who spends what, for the inputs of all transactions in {@link #transactions}. */
  private final Map<OutPoint, TxId> spenders = new HashMap<>();

  /** The transactions that touch the wallet. */
  private final Map<TxId, Transaction> transactions = new LinkedHashMap<>();

  private final Map<TxId, Integer> heights = new HashMap<>();

  Coins(WalletKeys keys) {
    this.keys = keys;
  }

  /** Enters a transaction that no block holds yet; it drives out those it conflicts with. */
  void unconfirmed(Transaction tx) {
    if (!transactions.containsKey(tx.txid()) && touches(tx) && !conflictsWithConfirmed(tx)) {
      enter(tx, WalletCoin.UNCONFIRMED, false);
    }
  }

  void confirmed(Transaction tx, int height, boolean coinbase) {
    if (touches(tx) || (!coinbase && conflicts(tx))) {
      enter(tx, height, coinbase);
      heights.put(tx.txid(), height);
    }
  }

  /** Takes back what blocks from that height on confirmed. */
  void disconnected(int height) {
    for (TxId txid : List.copyOf(heights.keySet())) {
      if (heights.getOrDefault(txid, 0) >= height) {
        heights.remove(txid);
        Transaction tx = transactions.get(txid);
        if (tx != null && isCoinbase(txid)) {
          forget(txid);
        } else if (tx != null) {
          moveOutputs(tx, WalletCoin.UNCONFIRMED);
        }
      }
    }
  }

  /**
   * Forgets an unconfirmed transaction and all that spend its outputs: its inputs are free again.
   */
  void forget(TxId txid) {
    Transaction tx = transactions.remove(txid);
    if (tx == null) {
      return;
    }
    heights.remove(txid);
    for (TxInput input : tx.inputs()) {
      spenders.remove(input.outPoint(), txid);
    }
    for (int i = 0; i < tx.outputs().size(); i++) {
      OutPoint output = tx.outPoint(i);
      coins.remove(output);
      TxId spender = spenders.get(output);
      if (spender != null) {
        forget(spender);
      }
    }
  }

  boolean isConfirmed(TxId txid) {
    return heights.containsKey(txid);
  }

  /**
   * Unspent coins, and those spent by an unconfirmed transaction that spends one of {@code shared}
   * too and so would be replaced.
   */
  List<WalletCoin> unspent(Collection<OutPoint> shared) {
    Set<TxId> replaceable = new LinkedHashSet<>();
    for (OutPoint outPoint : shared) {
      TxId spender = spenders.get(outPoint);
      if (spender != null && !isConfirmed(spender)) {
        replaceable.add(spender);
      }
    }
    List<WalletCoin> found = new ArrayList<>();
    for (WalletCoin coin : coins.values()) {
      TxId spender = spenders.get(coin.outPoint());
      boolean free = spender == null || replaceable.contains(spender);
      if (free && !replaceable.contains(coin.outPoint().txid())) {
        found.add(coin);
      }
    }
    return found;
  }

  private void enter(Transaction tx, int height, boolean coinbase) {
    boolean allOurs = tx.inputs().stream().allMatch(input -> coins.containsKey(input.outPoint()));
    // The input of a coinbase names no output: all coinbases have the same.
    if (!coinbase) {
      takeInputs(tx);
    }
    transactions.put(tx.txid(), tx);
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      OutPoint outPoint = tx.outPoint(i);
      keys.owner(output.scriptPubKey())
          .ifPresent(
              key ->
                  coins.put(
                      outPoint, new WalletCoin(outPoint, output, key, height, coinbase, allOurs)));
    }
  }

  private void takeInputs(Transaction tx) {
    for (TxInput input : tx.inputs()) {
      TxId rival = spenders.get(input.outPoint());
      if (rival != null && !rival.equals(tx.txid())) {
        forget(rival);
      }
      spenders.put(input.outPoint(), tx.txid());
    }
  }

  private void moveOutputs(Transaction tx, int height) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      coins.computeIfPresent(tx.outPoint(i), (outPoint, coin) -> coin.at(height));
    }
  }

  private boolean isCoinbase(TxId txid) {
    return coins.values().stream()
        .anyMatch(coin -> coin.coinbase() && coin.outPoint().txid().equals(txid));
  }

  private boolean touches(Transaction tx) {
    return tx.inputs().stream().anyMatch(input -> coins.containsKey(input.outPoint()))
        || tx.outputs().stream().anyMatch(output -> keys.owner(output.scriptPubKey()).isPresent());
  }

  private boolean conflicts(Transaction tx) {
    return tx.inputs().stream().anyMatch(input -> spenders.containsKey(input.outPoint()));
  }

  private boolean conflictsWithConfirmed(Transaction tx) {
    return tx.inputs().stream()
        .map(input -> spenders.get(input.outPoint()))
        .anyMatch(spender -> spender != null && isConfirmed(spender));
  }
}
