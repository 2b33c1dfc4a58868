package org.boltj.store;

import org.boltj.base.Bytes;

/** Records as they are. */
enum ClearRecords implements RecordSeal {
  INSTANCE;

  @Override
  public boolean isEncrypted() {
    return false;
  }

  @Override
  public byte[] key(String table, Bytes key) {
    return key.toArray();
  }

  @Override
  public byte[] seal(String table, byte[] key, Bytes record) {
    return record.toArray();
  }

  @Override
  public Bytes open(String table, byte[] key, byte[] stored) {
    return Bytes.wrap(stored);
  }

  @Override
  public byte[] mask(String table, Bytes row, Bytes value) {
    return value.toArray();
  }
}
