package org.boltj.channel;

import fr.acinq.bitcoin.ScriptFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.DerSignature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** A chain for tests: unspent outputs, lock times, and the script rules of bitcoin-kmp. */
final class TestChain {
  private static final PrivateKey WALLET_KEY = new PrivateKey(Bytes.fromHex("77".repeat(32)));
  private static final PublicKey WALLET_PUBKEY = Secp256k1.get().publicKey(WALLET_KEY);
  static final Bytes WALLET_SCRIPT = ScriptTemplates.p2wpkh(WALLET_PUBKEY);

  private record Coin(TxOutput output, int height) {}

  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private final List<Transaction> mempool = new ArrayList<>();
  private final Map<Integer, List<Transaction>> blocks = new HashMap<>();
  private int height = 700_000;
  private int minted;

  TestChain copy() {
    TestChain copy = new TestChain();
    copy.coins.putAll(coins);
    copy.mempool.addAll(mempool);
    copy.blocks.putAll(blocks);
    copy.height = height;
    copy.minted = minted;
    return copy;
  }

  int height() {
    return height;
  }

  List<Transaction> mempool() {
    return mempool;
  }

  /** An unspent output of the wallet. */
  OutPoint mint(Satoshi amount) {
    Bytes id = Hash.sha256(Bytes.of((byte) ++minted));
    OutPoint outPoint = new OutPoint(new TxId(id), 0);
    coins.put(outPoint, new Coin(new TxOutput(amount, WALLET_SCRIPT), 0));
    return outPoint;
  }

  /** A wallet transaction that funds the script. */
  Transaction fund(Bytes script, Satoshi amount) {
    return fund(script, amount, 1);
  }

  /** The same with so many outputs behind that of the script. */
  Transaction fund(Bytes script, Satoshi amount, int otherOutputs) {
    OutPoint coin = mint(amount.plus(Satoshi.of(10_000)));
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new TxOutput(amount, script));
    for (int i = 0; i < otherOutputs; i++) {
      outputs.add(new TxOutput(Satoshi.of(9_000 / otherOutputs), WALLET_SCRIPT));
    }
    Transaction unsigned =
        new Transaction(2, List.of(TxInput.unsigned(coin, 0xfffffffdL)), outputs, 0);
    return unsigned.withWitness(0, walletWitness(unsigned, 0));
  }

  /** The witness of a wallet input. */
  List<Bytes> walletWitness(Transaction unsigned, int index) {
    TxOutput spent = coins.get(unsigned.inputs().get(index).outPoint()).output();
    Bytes code = ScriptTemplates.p2pkh(Hash.hash160(WALLET_PUBKEY.value()));
    Bytes hash = new SegwitSigHash(unsigned).hash(index, code, spent.amount(), SigHashType.ALL);
    return List.of(
        DerSignature.encode(Secp256k1.get().sign(hash, WALLET_KEY), SigHashType.ALL),
        WALLET_PUBKEY.value());
  }

  boolean isUnspent(OutPoint outPoint) {
    return coins.containsKey(outPoint);
  }

  Optional<TxOutput> output(OutPoint outPoint) {
    return Optional.ofNullable(coins.get(outPoint)).map(Coin::output);
  }

  /** Takes a transaction into the next block if it is valid there; says why not otherwise. */
  Optional<String> publish(Transaction tx) {
    if (mempool.stream().anyMatch(t -> t.txid().equals(tx.txid()))) {
      return Optional.empty();
    }
    Optional<String> wrong = check(tx);
    if (wrong.isEmpty()) {
      mempool.add(tx);
    }
    return wrong;
  }

  private Optional<String> check(Transaction tx) {
    if (tx.locktime() < 500_000_000L && tx.locktime() > height) {
      return Optional.of("locktime " + tx.locktime() + " at " + height);
    }
    Map<fr.acinq.bitcoin.OutPoint, fr.acinq.bitcoin.TxOut> spent = new HashMap<>();
    long in = 0;
    for (TxInput input : tx.inputs()) {
      Optional<Coin> coin = coin(input.outPoint());
      if (coin.isEmpty()) {
        return Optional.of("missing input " + input.outPoint());
      }
      long sequence = input.sequence();
      if (sequence >>> 31 == 0
          && (sequence & 0xffff) > 0
          && height + 1 - coin.get().height() < (sequence & 0xffff)) {
        return Optional.of("sequence " + sequence + " at " + height);
      }
      in += coin.get().output().amount().sat();
      spent.put(
          new fr.acinq.bitcoin.OutPoint(
              new fr.acinq.bitcoin.TxId(input.outPoint().txid().value().reversed().toArray()),
              input.outPoint().index()),
          new fr.acinq.bitcoin.TxOut(
              new fr.acinq.bitcoin.Satoshi(coin.get().output().amount().sat()),
              coin.get().output().scriptPubKey().toArray()));
    }
    long out = tx.outputs().stream().mapToLong(o -> o.amount().sat()).sum();
    if (out > in) {
      return Optional.of("outputs exceed inputs");
    }
    fr.acinq.bitcoin.Transaction.correctlySpends(
        fr.acinq.bitcoin.Transaction.read(tx.serialize().toArray()),
        spent,
        ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);
    return Optional.empty();
  }

  private Optional<Coin> coin(OutPoint outPoint) {
    boolean taken =
        mempool.stream()
            .flatMap(t -> t.inputs().stream())
            .anyMatch(i -> i.outPoint().equals(outPoint));
    if (taken) {
      return Optional.empty();
    }
    for (Transaction tx : mempool) {
      if (tx.txid().equals(outPoint.txid())) {
        return Optional.of(
            new Coin(tx.outputs().get(Math.toIntExact(outPoint.index())), height + 1));
      }
    }
    return Optional.ofNullable(coins.get(outPoint));
  }

  /** Mines the mempool; gives the transactions of the new block. */
  List<Transaction> mine() {
    height++;
    List<Transaction> block = List.copyOf(mempool);
    mempool.clear();
    for (Transaction tx : block) {
      tx.inputs().forEach(input -> coins.remove(input.outPoint()));
      for (int i = 0; i < tx.outputs().size(); i++) {
        coins.put(tx.outPoint(i), new Coin(tx.outputs().get(i), height));
      }
    }
    blocks.put(height, block);
    return block;
  }

  /** All that the script holds (sat). */
  long sat(Bytes script) {
    return coins.values().stream()
        .filter(coin -> coin.output().scriptPubKey().equals(script))
        .mapToLong(coin -> coin.output().amount().sat())
        .sum();
  }
}
