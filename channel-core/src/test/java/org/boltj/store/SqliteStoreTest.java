package org.boltj.store;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends SqlStoreConformance {
  @TempDir Path directory;

  private String name = "node.db";

  @Override
  SqlStore openOther(StoreKey key) throws StoreException {
    name = "other.db";
    return open(Optional.of(key));
  }

  @Override
  SqlStore open(Optional<StoreKey> key) throws StoreException {
    Path file = directory.resolve(name);
    return key.isPresent() ? SqliteStore.open(file, key.get()) : SqliteStore.open(file);
  }
}
