package org.boltj.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A store in a schema of a PostgreSQL database, which may be on another machine. A batch is one
 * transaction with {@code synchronous_commit = on}.
 *
 * <p>One session holds the store's lock and does all its writes: when the connection is lost, lock
 * and store are lost together, the node stops before it sends, and another process may take over.
 * So the store must be reached directly or through a pooler that keeps sessions; one that shares
 * them between transactions breaks the lock.
 *
 * <p>The driver, {@code org.postgresql:postgresql}, must be on the class path.
 */
public final class PostgresStore extends SqlStore {
  /** The schema that is used when no other is given. */
  public static final String DEFAULT_SCHEMA = "boltj";

  private final PostgresServer server;

  private PostgresStore(PostgresServer server, Connection connection, RecordSeal seal) {
    super(connection, new PostgresDialect(server), seal);
    this.server = server;
  }

  /** As {@link #open(String, String)} with {@link #DEFAULT_SCHEMA}. */
  public static PostgresStore open(String url) throws StoreException {
    return open(url, DEFAULT_SCHEMA);
  }

  /**
   * Opens the store, or makes a new one in a database that exists.
   *
   * @param url of JDBC, such as {@code jdbc:postgresql://host:5432/database?user=lightning}; the
   *     password may be there too ({@code &password=}), or in the driver's {@code .pgpass}
   * @param schema a lower-case name; one for each node
   * @throws StoreException that names server, problem and remedy: the server cannot be reached,
   *     refuses the user, does not wait for its disk, has tables of another program or a newer one,
   *     or another node uses the store
   */
  public static PostgresStore open(String url, String schema) throws StoreException {
    return open(url, schema, ClearRecords.INSTANCE);
  }

  /**
   * As {@link #open(String, String)}, encrypted. The server does not see the key.
   *
   * @param key under which the store was made, or is to be made; may be closed afterwards. To
   *     change it, {@link #copyTo copy} the store to another schema
   * @throws StoreException also when the store is under another key or is not encrypted
   * @throws IllegalStateException when the key is closed
   */
  public static PostgresStore open(String url, String schema, StoreKey key) throws StoreException {
    return open(url, schema, RecordSeal.of(Optional.of(key)));
  }

  private static PostgresStore open(String url, String schema, RecordSeal seal)
      throws StoreException {
    PostgresServer server = PostgresServer.of(url, schema);
    PostgresDialect dialect = new PostgresDialect(server);
    boolean opened = false;
    Connection connection = null;
    try {
      connection = server.connect();
      PostgresSession.prepare(connection, server);
      SqlSchema.prepare(connection, dialect, seal);
      opened = true;
      return new PostgresStore(server, connection, seal);
    } catch (SQLException e) {
      throw dialect.fault(e);
    } finally {
      if (!opened && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // What made the opening fail is what the caller is told.
    }
  }

  @Override
  Connection snapshot() throws SQLException {
    Connection second = server.connect();
    second.setAutoCommit(false);
    second.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    second.setReadOnly(true);
    return second;
  }

  @Override
  void copyInto(Path empty) throws StoreException {
    try (SqliteStore copy = SqliteStore.open(empty, seal(), List.of())) {
      copyTo(copy);
    }
  }

  /** The lock ends with the session. */
  @Override
  void release() {}
}
