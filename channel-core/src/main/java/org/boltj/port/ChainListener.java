package org.boltj.port;

import org.boltj.base.BlockHash;
import org.boltj.tx.Transaction;

/** Is told what happens on the chain. Calls come one after the other, on any thread. */
public interface ChainListener {

  /** The next block of the best chain; its parent was the last one connected. */
  void blockConnected(ChainBlock block);

  /** The last connected block is no longer part of the best chain. */
  void blockDisconnected(int height, BlockHash hash);

  /**
   * A transaction that is not in a block yet. Optional: a source without a view of the mempool
   * never calls it.
   */
  default void transactionSeen(Transaction transaction) {}

  /**
   * Whether the next block is welcome now. A source that fetches blocks asks before each one and
   * waits otherwise, so that those of a long absence do not pile up in memory. Cheap.
   */
  default boolean hasRoom() {
    return true;
  }

  /**
   * Whether the chain can be reached.
   *
   * @param why what is wrong, in words for an operator; empty when it is up
   */
  default void available(boolean up, String why) {}
}
