package org.boltj.wallet.bitcoind;

import fr.acinq.bitcoin.Block;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.port.ChainBlock;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.tx.Transaction;

/** Reads a block as nodes exchange it: header, count, transactions. */
final class RawBlock {
  private RawBlock() {}

  /** Fails unless the header hashes to {@code hash}. */
  static ChainBlock parse(int height, BlockHash hash, Bytes raw) throws DecodeException {
    Block block = read(raw);
    BlockHash actual = new BlockHash(Bytes.wrap(block.hash.value.toByteArray()));
    if (!actual.equals(hash)) {
      throw new DecodeException("the header has the hash " + actual);
    }
    List<ConfirmedTransaction> transactions = new ArrayList<>();
    for (fr.acinq.bitcoin.Transaction tx : block.tx) {
      Bytes wire = Bytes.wrap(fr.acinq.bitcoin.Transaction.write(tx));
      transactions.add(new ConfirmedTransaction(Transaction.parse(wire), transactions.size()));
    }
    BlockHash previous =
        new BlockHash(Bytes.wrap(block.header.hashPreviousBlock.value.toByteArray()));
    return new ChainBlock(height, hash, previous, block.header.time, transactions);
  }

  // The parser throws what its parts throw; all of it means that the bytes are no block.
  @SuppressWarnings("CatchingUnchecked")
  private static Block read(Bytes raw) throws DecodeException {
    try {
      return Block.read(raw.toArray());
    } catch (Exception e) {
      throw new DecodeException("not a block: " + e.getMessage(), e);
    }
  }
}
