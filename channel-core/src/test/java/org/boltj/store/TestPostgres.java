package org.boltj.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL server for all tests of this process; every store in a schema of its own. It is
 * started by the first test that asks, and stops with the process. It refuses to run for root, so
 * root starts it in a user namespace ({@code unshare}); where that is forbidden, {@code
 * -Dboltj.postgres=<JDBC URL>} names a server that runs already.
 */
public final class TestPostgres {
  private static int schemas;

  private TestPostgres() {}

  private static final class Server {
    static final String URL = start();

    private static String start() {
      String given = System.getProperty("boltj.postgres", "");
      if (!given.isEmpty()) {
        return given;
      }
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()
            .getJdbcUrl("postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException("for root it needs unshare, or -Dboltj.postgres=<URL>", e);
      }
    }
  }

  public static String url() {
    return Server.URL;
  }

  static int port() {
    return URI.create(url().substring("jdbc:".length())).getPort();
  }

  /**
   * Of the same database, through something that listens at another port, and can read what is
   * asked: nothing is encrypted, and no statement is known by a name.
   */
  static String urlAt(int port) {
    return url().replace(":" + port(), ":" + port) + "&sslmode=disable&prepareThreshold=0";
  }

  /** A name that no test of this process has used. */
  public static synchronized String newSchema() {
    schemas++;
    return "test_" + ProcessHandle.current().pid() + "_" + schemas;
  }

  /** Runs a statement as an operator would, beside the store. */
  public static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As when an operator or the server ends it; the lock of the store ends with it. */
  public static void endSession(String schema) throws SQLException {
    value(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'"
            + " AND classid = 1651274858 AND objid = (%d::bigint & 4294967295)::oid"
                .formatted(PostgresSession.lockKey(schema)));
  }

  static String value(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
