package org.boltj.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a session one that a store can rely on: durable commits, no time-outs, and the lock. */
final class PostgresSession {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);

  /** The letters "bltj": tells our locks from others. */
  private static final int LOCK_CLASS = 0x626c746a;

  /** For how long a session of a process that was killed may take to end, milliseconds. */
  private static final int LOCK_TIMEOUT_MILLIS = 3_000;

  private static final int OLDEST_VERSION = 120_000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private PostgresSession() {}

  static void prepare(Connection connection, PostgresServer server)
      throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      check(statement, server);
      // A host that is gone without a word frees its lock after two minutes.
      set(statement, "tcp_keepalives_idle", 60);
      set(statement, "tcp_keepalives_interval", 15);
      set(statement, "tcp_keepalives_count", 4);
      set(statement, "statement_timeout", 0);
      set(statement, "idle_in_transaction_session_timeout", 0);
      set(statement, "idle_session_timeout", 0);
      lock(statement, server);
      makeSchema(connection, server);
    }
  }

  private static void check(Statement statement, PostgresServer server)
      throws SQLException, StoreException {
    if (Integer.parseInt(value(statement, "SHOW server_version_num")) < OLDEST_VERSION) {
      throw server.refused("the server is older than PostgreSQL 12", "use a newer one");
    }
    if (value(statement, "SELECT pg_is_in_recovery()").equals("t")
        || value(statement, "SHOW transaction_read_only").equals("on")) {
      throw server.refused("it can only be read", "give the address of the primary server");
    }
    String commit = value(statement, "SHOW synchronous_commit");
    if (!List.of("on", "remote_apply").contains(commit)) {
      throw server.refused(
          "synchronous_commit is " + commit + ", so a crash could lose what was written",
          "set it to on for this user (ALTER ROLE ... SET synchronous_commit = on)");
    }
    for (String setting : List.of("fsync", "full_page_writes")) {
      if (value(statement, "SHOW " + setting).equals("off")) {
        LOG.warn("{} has {} = off: a power cut can lose channels and their money", server, setting);
      }
    }
  }

  /** Not every version has every setting. */
  private static void set(Statement statement, String setting, int value) throws SQLException {
    statement.execute(
        "SELECT set_config(name, '%d', false) FROM pg_settings WHERE name = '%s'"
            .formatted(value, setting));
  }

  /** Held until the session ends, however it ends. */
  private static void lock(Statement statement, PostgresServer server)
      throws SQLException, StoreException {
    int key = lockKey(server.schema());
    set(statement, "lock_timeout", LOCK_TIMEOUT_MILLIS);
    try {
      statement.execute("SELECT pg_advisory_lock(%d, %d)".formatted(LOCK_CLASS, key));
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw server.refused(
            "it is in use by " + holder(statement, key),
            "stop that one first, or use another schema");
      }
      throw e;
    }
    set(statement, "lock_timeout", 0);
  }

  static int lockKey(String schema) {
    Bytes hash = Hash.sha256(Bytes.wrap(schema.getBytes(StandardCharsets.US_ASCII)));
    return ByteBuffer.wrap(hash.toArray()).getInt();
  }

  private static String holder(Statement statement, int key) throws SQLException {
    String sql =
        """
        SELECT a.application_name || coalesce(' at ' || host(a.client_addr), '')
            || ' since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ')
          FROM pg_locks l JOIN pg_stat_activity a USING (pid)
          WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
            AND l.classid = (%d::bigint & 4294967295)::oid
            AND l.objid = (%d::bigint & 4294967295)::oid
        """
            .formatted(LOCK_CLASS, key);
    String holder = value(statement, sql);
    return holder.isEmpty() ? "another process" : holder;
  }

  private static void makeSchema(Connection connection, PostgresServer server) throws SQLException {
    boolean exists;
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      query.setString(1, server.schema());
      try (ResultSet rows = query.executeQuery()) {
        exists = rows.next();
      }
    }
    if (!exists) {
      // Only then: it needs a right that this user may not have.
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + server.schema());
      }
    }
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    }
  }
}
