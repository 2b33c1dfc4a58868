package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** Pays from what miners earned; their script lets anyone spend, so no key is needed. */
final class Faucet {
  /** OP_TRUE. */
  private static final Bytes WITNESS_SCRIPT = Bytes.fromHex("51");

  /** What miners are paid to where nothing else is asked for. */
  static final Bytes SCRIPT = Bytes.concat(Bytes.fromHex("0020"), Hash.sha256(WITNESS_SCRIPT));

  /** Well above the lowest relay feerate of 1. */
  private static final long SAT_PER_VIRTUAL_BYTE = 2;

  private static final long CHANGE_DUST = 330;

  private final ChainState chain;
  private final Mempool mempool;

  Faucet(ChainState chain, Mempool mempool) {
    this.chain = chain;
    this.mempool = mempool;
  }

  /** A signed transaction with the outputs first, then change. */
  Transaction pay(List<TxOutput> outputs) {
    long wanted = outputs.stream().mapToLong(output -> output.amount().sat()).sum();
    List<TxInput> inputs = new ArrayList<>();
    long in = 0;
    for (Source source : sources()) {
      inputs.add(
          new TxInput(
              source.outPoint(),
              TxInput.REPLACEABLE_SEQUENCE,
              List.of(WITNESS_SCRIPT),
              Bytes.EMPTY));
      in += source.sat();
      Transaction draft = withChange(inputs, outputs, CHANGE_DUST);
      long change = in - wanted - (draft.weight() + 3) / 4 * SAT_PER_VIRTUAL_BYTE;
      if (change >= CHANGE_DUST) {
        return withChange(inputs, outputs, change);
      }
    }
    throw new IllegalStateException(
        "miners have " + in + " sat ready, " + wanted + " wanted: mine more blocks first");
  }

  private static Transaction withChange(
      List<TxInput> inputs, List<TxOutput> outputs, long changeSat) {
    List<TxOutput> all = new ArrayList<>(outputs);
    all.add(new TxOutput(Satoshi.of(changeSat), SCRIPT));
    return new Transaction(2, inputs, all, 0);
  }

  private record Source(OutPoint outPoint, long sat) {}

  /** Mature coins, then change of unconfirmed payments whose chain is still short. */
  private List<Source> sources() {
    List<Source> found = new ArrayList<>();
    for (OutPoint outPoint : chain.coinsOf(SCRIPT)) {
      Coin coin = chain.coin(outPoint);
      if (coin != null
          && coin.isMatureAt(chain.height() + 1)
          && mempool.spender(outPoint) == null) {
        found.add(new Source(outPoint, coin.sat()));
      }
    }
    for (Mempool.Entry entry : mempool.entries()) {
      addChange(entry, found);
    }
    return found;
  }

  private void addChange(Mempool.Entry entry, List<Source> found) {
    int last = entry.tx().outputs().size() - 1;
    OutPoint outPoint = entry.tx().outPoint(last);
    TxOutput output = entry.tx().outputs().get(last);
    List<TxId> ancestors = List.copyOf(mempool.ancestors(entry.tx()));
    boolean shortChain =
        ancestors.size() < 20
            && ancestors.stream()
                .allMatch(txid -> mempool.withDescendants(List.of(txid)).size() < 24);
    if (output.scriptPubKey().equals(SCRIPT) && mempool.spender(outPoint) == null && shortChain) {
      found.add(new Source(outPoint, output.amount().sat()));
    }
  }
}
