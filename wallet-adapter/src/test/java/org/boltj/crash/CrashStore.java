package org.boltj.crash;

import java.io.IOException;
import java.nio.file.Path;
import org.boltj.store.PostgresStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;

/** Where a node that crashes keeps its channels; as text, it is handed to the node's process. */
interface CrashStore extends AutoCloseable {
  String address();

  /** Kills what the store consists of besides the node, as far as there is such a thing. */
  default void kill() throws Exception {}

  /** Starts again what {@link #kill} killed. */
  default void restart() throws Exception {}

  @Override
  default void close() throws IOException {}

  /** The store at an address; in any process. */
  static Store open(String address) throws StoreException {
    return address.startsWith("jdbc:postgresql:")
        ? PostgresStore.open(address)
        : SqliteStore.open(Path.of(address));
  }

  /** A SQLite file. */
  record Sqlite(Path file) implements CrashStore {
    @Override
    public String address() {
      return file.toString();
    }
  }
}
