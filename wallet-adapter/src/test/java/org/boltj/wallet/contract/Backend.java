package org.boltj.wallet.contract;

import org.boltj.base.Bytes;
import org.boltj.port.ChainSource;

/** A regtest chain that a test drives, and what a node sees of it. */
public interface Backend extends AutoCloseable {
  /** A new source; the test closes it. */
  ChainSource source();

  /** Mines blocks whose rewards go to a segwit script. */
  void mine(int count, Bytes scriptPubKey) throws Exception;

  /** Takes back the newest blocks. */
  void disconnect(int count) throws Exception;

  @Override
  default void close() {}
}
