package org.boltj.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one connection, each prepared when it is first needed, and then kept. Writes
 * wait until {@link #flush}, so that a server is asked once for each table and not for each row.
 */
final class Statements {
  /** Rows that a server sends at once. */
  private static final int FETCH_SIZE = 1_000;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** By table. Tables do not depend on each other; within one the order is kept. */
  private final Map<String, PreparedStatement> waiting = new LinkedHashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value out of a row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException, StoreException;
  }

  /** Takes a row. */
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException, StoreException;
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement at once. */
  void execute(String sql) throws SQLException {
    bind(sql).execute();
  }

  /** Runs a statement that changes this table, at the latest in {@link #flush}. */
  @SuppressWarnings("ReferenceEquality") // the same prepared statement, not one that is alike
  void change(String table, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = bind(sql, values);
    PreparedStatement before = waiting.get(table);
    if (before != null && before != statement) {
      before.executeBatch();
      waiting.remove(table);
    }
    statement.addBatch();
    waiting.put(table, statement);
  }

  void flush() throws SQLException {
    for (PreparedStatement statement : waiting.values()) {
      statement.executeBatch();
    }
    waiting.clear();
  }

  <T> List<T> query(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException, StoreException {
    List<T> found = new ArrayList<>();
    each(sql, each -> found.add(row.read(each)), values);
    return found;
  }

  void each(String sql, RowConsumer consumer, @Nullable Object... values)
      throws SQLException, StoreException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      while (rows.next()) {
        consumer.accept(rows);
      }
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH_SIZE);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
