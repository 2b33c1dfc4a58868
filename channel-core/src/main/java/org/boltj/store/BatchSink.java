package org.boltj.store;

/** Takes batches one after the other. */
@FunctionalInterface
public interface BatchSink {
  void take(StoreBatch batch) throws StoreException;
}
