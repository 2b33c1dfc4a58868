package org.boltj.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one connection, each prepared when it is first needed, and then kept. */
final class Statements {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value out of a row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException, StoreException;
  }

  /** Runs a statement that returns no rows. */
  void run(String sql, @Nullable Object... values) throws SQLException {
    bind(sql, values).execute();
  }

  <T> List<T> query(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException, StoreException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(row.read(rows));
      }
    }
    return found;
  }

  private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
