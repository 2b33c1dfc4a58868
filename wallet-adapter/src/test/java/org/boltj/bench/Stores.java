package org.boltj.bench;

import java.nio.file.Path;
import org.boltj.store.MemoryStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;

/** Where the nodes of a measurement keep their state. */
interface Stores {
  Store open(String node) throws StoreException;

  /** Durable, in that directory. */
  static Stores sqlite(Path directory) {
    return node -> SqliteStore.open(directory.resolve(node + ".sqlite"));
  }

  /** Nothing is durable, as with the rival. */
  static Stores memory() {
    return node -> new MemoryStore();
  }
}
