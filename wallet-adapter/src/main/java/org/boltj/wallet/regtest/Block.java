package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.port.ChainBlock;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.tx.Transaction;

/**
 * A block and its place in the chain; the first transaction is the coinbase.
 *
 * @param hash the header's, kept because it is asked for often
 */
public record Block(
    int height, BlockHash hash, BlockHeader header, List<Transaction> transactions) {
  public Block {
    transactions = List.copyOf(transactions);
  }

  static Block of(int height, BlockHeader header, List<Transaction> transactions) {
    return new Block(height, header.hash(), header, transactions);
  }

  /** The block as nodes exchange it: header, count, transactions with witnesses. */
  public Bytes encode() {
    LittleEndian out = new LittleEndian().bytes(header.encode()).compactSize(transactions.size());
    transactions.forEach(tx -> out.bytes(tx.serialize()));
    return out.toBytes();
  }

  /** The block as a node wants it. */
  ChainBlock toChainBlock() {
    List<ConfirmedTransaction> confirmed = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      confirmed.add(new ConfirmedTransaction(transactions.get(i), i));
    }
    return new ChainBlock(height, hash, header.previous(), header.timeSeconds(), confirmed);
  }

  /** In virtual bytes times four, with header and count. */
  public long weight() {
    return 324 + transactions.stream().mapToLong(Transaction::weight).sum();
  }
}
