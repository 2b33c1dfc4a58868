package org.boltj.store;

class EncryptedPostgresStoreTest extends StoreConformance {
  private final String schema = TestPostgres.newSchema();

  @Override
  Store create() throws StoreException {
    return reopen();
  }

  @Override
  Store reopen() throws StoreException {
    return PostgresStore.open(TestPostgres.url(), schema, StoredDatabase.key());
  }
}
