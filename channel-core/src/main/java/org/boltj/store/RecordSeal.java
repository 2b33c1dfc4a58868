package org.boltj.store;

import java.util.Optional;
import org.boltj.base.Bytes;

/**
 * What stands between a record and the table that it is stored in: nothing, or encryption. Records
 * are found by a key (a hash, an id), which is hidden with them. May be used by many threads.
 */
sealed interface RecordSeal permits ClearRecords, EncryptedRecords {

  static RecordSeal of(Optional<StoreKey> key) {
    return key.<RecordSeal>map(EncryptedRecords::new).orElse(ClearRecords.INSTANCE);
  }

  boolean isEncrypted();

  /** By what the record is found in the table. */
  byte[] key(String table, Bytes key);

  /**
   * What is stored.
   *
   * @param key as {@link #key} gave it: the record cannot be opened under another one
   */
  byte[] seal(String table, byte[] key, Bytes record);

  /**
   * The record.
   *
   * @throws StoreException when what is stored was changed, or belongs elsewhere
   */
  Bytes open(String table, byte[] key, byte[] stored) throws StoreException;

  /**
   * Hides or shows a value of a table whose rows are too small and too many for a seal each: no row
   * grows, but a changed one is not found out.
   *
   * @param row what no two rows have in common
   * @param value at most 32 bytes
   */
  byte[] mask(String table, Bytes row, Bytes value);
}
