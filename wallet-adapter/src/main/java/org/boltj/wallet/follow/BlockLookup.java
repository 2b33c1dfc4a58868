package org.boltj.wallet.follow;

import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.tx.Transaction;

/** What is asked of a chain; every question may fail, and may be answered by a newer chain. */
public interface BlockLookup {
  /** The height of the best block. */
  int height() throws ChainUnavailableException;

  /** The hash of the best block. */
  BlockHash best() throws ChainUnavailableException;

  /** The hash of the best chain's block at the height, or empty when the chain is shorter. */
  Optional<BlockHash> hash(int height) throws ChainUnavailableException;

  /** The hashes of the best chain from one height to another, both included. */
  List<BlockHash> hashes(int from, int to) throws ChainUnavailableException;

  /** A whole block. */
  ChainBlock block(int height, BlockHash hash) throws ChainUnavailableException;

  /** The ids of unconfirmed transactions, as far as they are known. */
  List<TxId> mempool() throws ChainUnavailableException;

  /** An unconfirmed transaction, or empty when it has gone. */
  Optional<Transaction> unconfirmed(TxId txid) throws ChainUnavailableException;
}
