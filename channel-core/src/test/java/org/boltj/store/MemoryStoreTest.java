package org.boltj.store;

class MemoryStoreTest extends StoreConformance {
  private final MemoryStore store = new MemoryStore();

  @Override
  Store create() {
    return store;
  }

  @Override
  Store reopen() {
    return store;
  }
}
