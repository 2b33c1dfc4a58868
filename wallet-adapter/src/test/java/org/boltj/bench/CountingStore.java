package org.boltj.bench;

import org.boltj.store.ForwardingStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;

/** A store that counts its writes: each waits for the disk once. */
final class CountingStore extends ForwardingStore {
  private final ProtocolCounts counts;

  CountingStore(Store store, ProtocolCounts counts) {
    super(store);
    this.counts = counts;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    counts.written();
    super.write(batch);
  }
}
