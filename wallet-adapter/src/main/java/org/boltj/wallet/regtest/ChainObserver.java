package org.boltj.wallet.regtest;

import org.boltj.tx.Transaction;

/** Told, in order and never concurrently, what happens to a {@link RegtestChain}. */
public interface ChainObserver {
  /** The block is the new tip. */
  default void blockConnected(Block block) {}

  /** The block was the tip and is gone. */
  default void blockDisconnected(Block block) {}

  /** The transaction entered the mempool. */
  default void transactionSeen(Transaction transaction) {}
}
