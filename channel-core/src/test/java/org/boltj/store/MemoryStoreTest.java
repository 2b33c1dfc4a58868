package org.boltj.store;

class MemoryStoreTest extends StoreConformance {
  private final MemoryStore memory = new MemoryStore();

  @Override
  Store create() {
    return memory;
  }

  @Override
  Store reopen() {
    return memory;
  }
}
