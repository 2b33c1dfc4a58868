package org.boltj.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;

/**
 * A table of records, each found by its key: {@code number} (in the order in which they came),
 * {@code key}, {@code record}. What is in the record is sealed.
 */
final class RecordTable {
  private final Statements statements;
  private final RecordSeal seal;
  private final String name;
  private final String put;

  RecordTable(Statements statements, RecordSeal seal, String name) {
    this.statements = statements;
    this.seal = seal;
    this.name = name;
    // Not REPLACE: that would give the row a new number.
    this.put =
        "INSERT INTO "
            + name
            + " (key, record) VALUES (?, ?)"
            + " ON CONFLICT (key) DO UPDATE SET record = excluded.record";
  }

  /** Makes a value out of an opened record. */
  interface Decoding<T> {
    T decode(Bytes record) throws StoreException;
  }

  /** Takes an opened record. */
  interface RecordConsumer {
    void accept(Bytes record) throws SQLException, StoreException;
  }

  byte[] key(Bytes key) {
    return seal.key(name, key);
  }

  byte[] seal(byte[] key, Bytes record) {
    return seal.seal(name, key, record);
  }

  void put(Bytes key, Bytes record) throws SQLException {
    byte[] stored = key(key);
    statements.change(name, put, stored, seal(stored, record));
  }

  void remove(Bytes key) throws SQLException {
    statements.change(name, "DELETE FROM " + name + " WHERE key = ?", key(key));
  }

  Optional<Bytes> find(Bytes key) throws SQLException, StoreException {
    return query("WHERE key = ?", record -> record, key(key)).stream().findFirst();
  }

  /**
   * @param offset how many to skip
   * @param limit how many at most
   */
  <T> List<T> newestFirst(Decoding<T> decoding, int offset, int limit)
      throws SQLException, StoreException {
    return query("ORDER BY number DESC LIMIT ? OFFSET ?", decoding, limit, offset);
  }

  /** In the order in which their keys came first. */
  void each(RecordConsumer consumer) throws SQLException, StoreException {
    statements.each(
        "SELECT key, record FROM " + name + " ORDER BY number", row -> consumer.accept(open(row)));
  }

  /**
   * @param condition what follows the name of the table in the query
   */
  <T> List<T> query(String condition, Decoding<T> decoding, Object... values)
      throws SQLException, StoreException {
    List<T> found = new ArrayList<>();
    statements.each(
        "SELECT key, record FROM " + name + " " + condition,
        row -> found.add(decoding.decode(open(row))),
        values);
    return found;
  }

  /** Of a row whose first columns are {@code key} and {@code record}. */
  Bytes open(ResultSet row) throws SQLException, StoreException {
    byte[] key = row.getBytes(1);
    byte[] record = row.getBytes(2);
    if (key == null || record == null) {
      throw RecordEnvelope.damaged("a record of table " + name, "it is empty", null);
    }
    return seal.open(name, key, record);
  }
}
