package org.boltj.store;

import java.util.Optional;

class PostgresStoreTest extends SqlStoreConformance {
  private String schema = TestPostgres.newSchema();

  @Override
  SqlStore openOther(StoreKey key) throws StoreException {
    schema = TestPostgres.newSchema();
    return open(Optional.of(key));
  }

  @Override
  SqlStore open(Optional<StoreKey> key) throws StoreException {
    return key.isPresent()
        ? PostgresStore.open(TestPostgres.url(), schema, key.get())
        : PostgresStore.open(TestPostgres.url(), schema);
  }
}
