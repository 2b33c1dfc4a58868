package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/** The blocks of the best chain, what they leave unspent, and indexes over both. */
final class ChainState implements CoinView {
  private static final int MEDIAN_SPAN = 11;

  /** A block with the coins it spent, in order of its inputs, so that it can be taken back. */
  private record Connected(Block block, ChainBlock chainBlock, List<Coin> spent, long fees) {
    static Connected of(Block block, List<Coin> spent, long fees) {
      return new Connected(block, block.toChainBlock(), spent, fees);
    }
  }

  /** Where a transaction is. */
  record Position(int height, int txIndex) {}

  private final List<Connected> chain = new ArrayList<>();
  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private final Map<Bytes, Set<OutPoint>> coinsByScript = new HashMap<>();
  private final Map<TxId, Position> positions = new HashMap<>();
  private final Map<OutPoint, TxId> spenders = new HashMap<>();
  private long unspent;
  private long subsidy;
  private long fees;
  private long burnt;

  ChainState() {
    // The coin of the first block is not spendable, so it is not entered.
    chain.add(Connected.of(Genesis.BLOCK, List.of(), 0));
    positions.put(Genesis.BLOCK.transactions().get(0).txid(), new Position(0, 0));
  }

  int height() {
    return chain.size() - 1;
  }

  Block tip() {
    return block(height());
  }

  Block block(int height) {
    return chain.get(height).block();
  }

  ChainBlock chainBlock(int height) {
    return chain.get(height).chainBlock();
  }

  boolean isBest(ChainBlock block) {
    return block.height() <= height() && block(block.height()).hash().equals(block.hash());
  }

  /** Median of the times of the block at the height and the ten before it (BIP 113). */
  long medianTimePast(int height) {
    List<Long> times = new ArrayList<>();
    for (int at = height; at >= 0 && times.size() < MEDIAN_SPAN; at--) {
      times.add(block(at).header().timeSeconds());
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  @Override
  public @Nullable Coin coin(OutPoint outPoint) {
    return coins.get(outPoint);
  }

  @Nullable Position position(TxId txid) {
    return positions.get(txid);
  }

  @Nullable Transaction transaction(TxId txid) {
    Position position = positions.get(txid);
    return position == null
        ? null
        : block(position.height()).transactions().get(position.txIndex());
  }

  @Nullable TxId spender(OutPoint outPoint) {
    return spenders.get(outPoint);
  }

  /** The unspent outputs with that script, oldest first. */
  Set<OutPoint> coinsOf(Bytes scriptPubKey) {
    return Collections.unmodifiableSet(coinsByScript.getOrDefault(scriptPubKey, Set.of()));
  }

  Supply supply() {
    return new Supply(unspent, subsidy, fees, burnt);
  }

  /** Appends a block whose rules were checked. */
  void connect(Block block) {
    List<Coin> spent = new ArrayList<>();
    long blockFees = 0;
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction tx = block.transactions().get(i);
      long in = 0;
      if (i > 0) {
        for (TxInput input : tx.inputs()) {
          Coin coin = remove(input.outPoint());
          spent.add(coin);
          spenders.put(input.outPoint(), tx.txid());
          in += coin.sat();
        }
        blockFees += in - ConsensusRules.totalOut(tx);
      }
      positions.put(tx.txid(), new Position(block.height(), i));
      addOutputs(tx, block.height(), i == 0);
    }
    subsidy += Coinbase.subsidy(block.height());
    fees += blockFees;
    chain.add(Connected.of(block, spent, blockFees));
  }

  /** Takes back the tip. */
  Block disconnect() {
    Connected last = chain.remove(height());
    Block block = last.block();
    int undo = last.spent().size();
    for (int i = block.transactions().size() - 1; i >= 0; i--) {
      Transaction tx = block.transactions().get(i);
      removeOutputs(tx);
      positions.remove(tx.txid());
      if (i > 0) {
        for (int n = tx.inputs().size() - 1; n >= 0; n--) {
          OutPoint outPoint = tx.inputs().get(n).outPoint();
          spenders.remove(outPoint);
          add(outPoint, last.spent().get(--undo));
        }
      }
    }
    subsidy -= Coinbase.subsidy(block.height());
    fees -= last.fees();
    return block;
  }

  private void addOutputs(Transaction tx, int height, boolean coinbase) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      if (ScriptType.isUnspendable(output.scriptPubKey())) {
        burnt += output.amount().sat();
      } else {
        add(new OutPoint(tx.txid(), i), new Coin(output, height, coinbase));
      }
    }
  }

  private void removeOutputs(Transaction tx) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOutput output = tx.outputs().get(i);
      if (ScriptType.isUnspendable(output.scriptPubKey())) {
        burnt -= output.amount().sat();
      } else {
        remove(new OutPoint(tx.txid(), i));
      }
    }
  }

  private void add(OutPoint outPoint, Coin coin) {
    coins.put(outPoint, coin);
    coinsByScript
        .computeIfAbsent(coin.output().scriptPubKey(), script -> new LinkedHashSet<>())
        .add(outPoint);
    unspent += coin.sat();
  }

  private Coin remove(OutPoint outPoint) {
    Coin coin = coins.remove(outPoint);
    if (coin == null) {
      throw new IllegalStateException("spent twice: " + outPoint);
    }
    coinsByScript.computeIfPresent(
        coin.output().scriptPubKey(),
        (script, outPoints) ->
            outPoints.remove(outPoint) && outPoints.isEmpty() ? null : outPoints);
    unspent -= coin.sat();
    return coin;
  }
}
