package org.boltj.wallet.contract;

import org.boltj.base.Bytes;
import org.boltj.base.TxId;
import org.boltj.port.ChainSource;

/** A regtest chain that a test drives, and what a node sees of it. */
public interface Backend extends AutoCloseable {
  /** A new source; the test closes it. */
  ChainSource source();

  /** Mines blocks whose rewards go to a segwit script. */
  void mine(int count, Bytes scriptPubKey) throws Exception;

  /** Takes back the newest blocks. */
  void disconnect(int count) throws Exception;

  /**
   * Whether a full node stands behind the source: it says why it refuses a transaction, shows its
   * mempool, and knows what is spent. Bitcoin peers tell none of this.
   */
  default boolean isFullNode() {
    return true;
  }

  /** Waits until an unconfirmed transaction has reached the chain. */
  default void awaitMempool(TxId txid) throws Exception {}

  /** Drops an unconfirmed transaction, as a full mempool does; false if that cannot be done. */
  default boolean evict(TxId txid) throws Exception {
    return false;
  }

  /** Cuts the source off from its chain, which goes on; false if the two cannot be parted. */
  default boolean goAway() throws Exception {
    return false;
  }

  /** Ends {@link #goAway}. */
  default void comeBack() throws Exception {}

  @Override
  default void close() {}
}
