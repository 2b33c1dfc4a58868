package org.boltj.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EncryptedSqliteStoreTest extends StoreConformance {
  @TempDir Path directory;

  @Override
  Store create() throws StoreException {
    return reopen();
  }

  @Override
  Store reopen() throws StoreException {
    return SqliteStore.open(directory.resolve("node.db"), StoredDatabase.key());
  }
}
