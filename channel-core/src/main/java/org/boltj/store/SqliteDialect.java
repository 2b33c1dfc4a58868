package org.boltj.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite: one writer, whose transactions end when the log is on the disk. */
final class SqliteDialect implements SqlDialect {
  /** The letters "bltj", in {@code application_id}: tells our databases from others. */
  static final int APPLICATION_ID = 0x626c746a;

  private final Path file;

  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public String translate(String sql) {
    return sql.replace("$number", "INTEGER PRIMARY KEY")
        .replace("$blob", "BLOB")
        .replace("$clustered", "WITHOUT ROWID");
  }

  @Override
  public void begin(Statements statements) throws SQLException {
    statements.execute("BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Statements statements) throws SQLException {
    statements.execute("COMMIT");
  }

  @Override
  public void rollback(Statements statements) throws SQLException {
    statements.execute("ROLLBACK");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public int version(Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      int applicationId = number(statement, "PRAGMA application_id");
      int version = number(statement, "PRAGMA user_version");
      boolean empty = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
      if (applicationId == 0 && version == 0 && empty) {
        return 0;
      }
      if (applicationId != APPLICATION_ID) {
        throw refused("it is a SQLite database of another program", "give another path");
      }
      return version;
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  @Override
  public void setVersion(Connection connection, int version) throws SQLException {
    execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
    execute(connection, "PRAGMA user_version = " + version);
  }

  /** Beside the file, for who wants to go back to the older program before the node has started. */
  @Override
  public void keepCopy(Connection connection, int version) throws SQLException, StoreException {
    Path copy = file.resolveSibling(file.getFileName() + ".version" + version);
    SqliteBackup.vacuum(connection, copy);
    try (Connection marking = SqliteStore.connect(copy)) {
      // Known to no program of version 1, but to the one that may find the copy years later.
      execute(marking, "INSERT INTO meta VALUES ('" + StoredNode.COPY_MARK + "', x'01')");
    }
  }

  @Override
  public StoreException fault(SQLException e) {
    return SqliteFault.of(file, e);
  }

  @Override
  public StoreException refused(String problem, String remedy) {
    return DatabaseFile.refused(file, problem, remedy);
  }

  @Override
  public String toString() {
    return "the node's database " + file + (Files.exists(file) ? "" : " (which is gone)");
  }
}
