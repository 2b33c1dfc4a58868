package org.boltj.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where databases differ; belongs to one database, which its errors name. */
interface SqlDialect {
  /** The statement with the types and options of this database for {@code $} words. */
  String translate(String sql);

  /** Begins a transaction that will write. */
  void begin(Statements statements) throws SQLException;

  /** Ends it; what was written is durable when this returns. */
  void commit(Statements statements) throws SQLException;

  void rollback(Statements statements) throws SQLException;

  /** The version of the tables; 0 for a database that has none and is empty. */
  int version(Connection connection) throws SQLException, StoreException;

  /**
   * Keeps a copy of tables of an older version, before they are changed, where that can be done.
   */
  void keepCopy(Connection connection, int version) throws SQLException, StoreException;

  /** Part of the transaction that makes or changes the tables. */
  void setVersion(Connection connection, int version) throws SQLException;

  /** From an error of the database to one that tells an operator what to do. */
  StoreException fault(SQLException e);

  /** An error that names the database, the problem and the remedy. */
  StoreException refused(String problem, String remedy);
}
