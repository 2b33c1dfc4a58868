package org.boltj.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables. Parts of a channel that change at different rates have tables of their own, because
 * SQLite writes whole rows. What is looked up, and nothing more, is a column; all else is in the
 * records, which have versions of their own.
 */
final class SqliteSchema {
  /** The newest version of the tables, and the one that is made; in {@code user_version}. */
  static final int VERSION = 2;

  /** The letters "bltj", in {@code application_id}: tells our databases from others. */
  static final int APPLICATION_ID = 0x626c746a;

  /** Of each HTLC ever, so small: a channel is named by its key index, 8 bytes, not by its id. */
  private static final String REVOKED_HTLC =
      """
      CREATE TABLE revoked_htlc (
        key_index INTEGER NOT NULL, direction INTEGER NOT NULL, htlc_id INTEGER NOT NULL,
        last_commitment INTEGER NOT NULL, cltv_expiry INTEGER NOT NULL,
        payment_hash160 BLOB NOT NULL,
        PRIMARY KEY (key_index, direction, htlc_id)) WITHOUT ROWID
      """;

  /** What is kept for peers, 64 KiB each; read when a peer connects, never at a start. */
  private static final String PEER_STORAGE =
      """
      CREATE TABLE peer_storage (
        node_id BLOB PRIMARY KEY, until_height INTEGER NOT NULL, blob BLOB NOT NULL)
      """;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE channel_params (channel_id BLOB PRIMARY KEY, record BLOB NOT NULL)",
          "CREATE TABLE channel_secrets (channel_id BLOB PRIMARY KEY, record BLOB NOT NULL)",
          "CREATE TABLE channel_state (channel_id BLOB PRIMARY KEY, record BLOB NOT NULL)",
          SqliteSchema.REVOKED_HTLC,
          SqliteSchema.PEER_STORAGE,
          """
          CREATE TABLE invoice (
            number INTEGER PRIMARY KEY, payment_hash BLOB NOT NULL UNIQUE, record BLOB NOT NULL)
          """,
          """
          CREATE TABLE payment (
            number INTEGER PRIMARY KEY, payment_id BLOB NOT NULL UNIQUE,
            payment_hash BLOB NOT NULL, pending INTEGER NOT NULL, record BLOB NOT NULL)
          """,
          "CREATE INDEX payment_by_hash ON payment (payment_hash)",
          "CREATE INDEX payment_pending ON payment (number) WHERE pending = 1",
          "CREATE TABLE peer (node_id BLOB PRIMARY KEY, host TEXT NOT NULL, port INTEGER NOT NULL)",
          "CREATE TABLE chain_trail (number INTEGER PRIMARY KEY, record BLOB NOT NULL)",
          "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
          """
          CREATE TABLE gossip_channel (
            short_channel_id INTEGER PRIMARY KEY, announcement BLOB NOT NULL,
            capacity_sat INTEGER, accepted_at_seconds INTEGER NOT NULL)
          """,
          """
          CREATE TABLE gossip_update (
            short_channel_id INTEGER NOT NULL, direction INTEGER NOT NULL,
            message BLOB NOT NULL, PRIMARY KEY (short_channel_id, direction)) WITHOUT ROWID
          """,
          "CREATE TABLE gossip_node (node_id BLOB PRIMARY KEY, announcement BLOB NOT NULL)",
          "PRAGMA application_id = " + APPLICATION_ID,
          "PRAGMA user_version = " + VERSION);

  private SqliteSchema() {}

  /** Makes the tables in a new database, and refuses one that is not ours or is too new. */
  static void prepare(Path file, Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      int applicationId = number(statement, "PRAGMA application_id");
      int version = number(statement, "PRAGMA user_version");
      if (applicationId == 0 && version == 0 && isEmpty(statement)) {
        create(statement);
      } else if (applicationId != APPLICATION_ID) {
        throw DatabaseFile.refused(
            file, "it is a SQLite database of another program", "give another path");
      } else if (version > VERSION) {
        throw DatabaseFile.refused(
            file,
            "it has version %d, but this program knows versions up to %d"
                .formatted(version, VERSION),
            "use the program that wrote it, or a newer one");
      } else if (version == 1) {
        upgradeFrom1(statement);
      }
    }
  }

  private static boolean isEmpty(Statement statement) throws SQLException {
    return number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  private static void create(Statement statement) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    for (String sql : TABLES) {
      statement.execute(sql);
    }
    statement.execute("COMMIT");
  }

  /** Version 1 kept nothing of revoked HTLCs and nothing for peers. */
  private static void upgradeFrom1(Statement statement) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    statement.execute(REVOKED_HTLC);
    statement.execute(PEER_STORAGE);
    statement.execute("PRAGMA user_version = " + VERSION);
    statement.execute("COMMIT");
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }
}
