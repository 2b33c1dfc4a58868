package org.boltj.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boltj.base.Bytes;

/**
 * The tables and their version. What is looked up, and nothing more, is a column; all else is in
 * the records, which have versions of their own.
 */
final class SqlSchema {
  /** The newest version of the tables, and the one that is made. */
  static final int VERSION = 2;

  /** Tables of records, which differ in their name only. */
  static final List<String> RECORD_TABLES =
      List.of(
          "channel_params",
          "channel_secrets",
          "channel_state",
          "invoice",
          "peer",
          "chain_trail",
          "meta");

  private static final String KEY_CHECK = "key_check";

  private SqlSchema() {}

  static List<String> tables() {
    Stream<String> records =
        RECORD_TABLES.stream()
            .map(
                name ->
                    "CREATE TABLE %s (number $number, key $blob NOT NULL UNIQUE, record $blob NOT NULL)"
                        .formatted(name));
    return Stream.concat(records, OTHERS.stream()).toList();
  }

  private static final List<String> OTHERS =
      List.of(
          """
          CREATE TABLE payment (
            number $number, key $blob NOT NULL UNIQUE, payment_hash $blob NOT NULL,
            pending INTEGER NOT NULL, record $blob NOT NULL)
          """,
          """
          CREATE TABLE peer_storage (
            number $number, key $blob NOT NULL UNIQUE, until_height BIGINT NOT NULL,
            record $blob NOT NULL)
          """,
          "CREATE INDEX payment_by_hash ON payment (payment_hash)",
          "CREATE INDEX payment_pending ON payment (number) WHERE pending = 1",
          """
          CREATE TABLE revoked_htlc (
            key_index BIGINT NOT NULL, direction INTEGER NOT NULL, htlc_id BIGINT NOT NULL,
            last_commitment BIGINT NOT NULL, cltv_expiry BIGINT NOT NULL,
            payment_hash160 $blob NOT NULL, PRIMARY KEY (key_index, direction, htlc_id)) $clustered
          """,
          """
          CREATE TABLE gossip_channel (
            short_channel_id BIGINT PRIMARY KEY, announcement $blob NOT NULL,
            capacity_sat BIGINT NOT NULL, accepted_at_seconds BIGINT NOT NULL)
          """,
          """
          CREATE TABLE gossip_update (
            short_channel_id BIGINT NOT NULL, direction INTEGER NOT NULL,
            message $blob NOT NULL, PRIMARY KEY (short_channel_id, direction)) $clustered
          """,
          "CREATE TABLE gossip_node (node_id $blob PRIMARY KEY, announcement $blob NOT NULL)",
          // One record when the store is encrypted, else none.
          "CREATE TABLE key_check (record $blob NOT NULL)");

  /**
   * Makes the tables in a new database or brings those of an older version up to date, each in one
   * transaction, and checks the key. What is not ours, too new, or under another key is refused.
   */
  static void prepare(Connection connection, SqlDialect dialect, RecordSeal seal)
      throws SQLException, StoreException {
    int version = dialect.version(connection);
    if (version > VERSION) {
      throw dialect.refused(
          "it has version %d, but this program knows versions up to %d".formatted(version, VERSION),
          "use the program that wrote it, or a newer one");
    }
    if (version == 0) {
      inTransaction(connection, dialect, () -> create(connection, dialect, seal));
    } else if (version < VERSION) {
      dialect.keepCopy(connection, version);
      inTransaction(
          connection, dialect, () -> SchemaMigration.migrate(connection, dialect, version));
    }
    checkKey(connection, dialect, seal);
  }

  /** What a transaction does. */
  private interface Work {
    void run() throws SQLException, StoreException;
  }

  private static void inTransaction(Connection connection, SqlDialect dialect, Work work)
      throws SQLException, StoreException {
    Statements statements = new Statements(connection);
    dialect.begin(statements);
    boolean done = false;
    try {
      work.run();
      dialect.setVersion(connection, VERSION);
      dialect.commit(statements);
      done = true;
    } finally {
      if (!done) {
        dialect.rollback(statements);
      }
    }
  }

  private static void create(Connection connection, SqlDialect dialect, RecordSeal seal)
      throws SQLException {
    execute(connection, dialect, tables());
    if (seal.isEncrypted()) {
      try (var insert = connection.prepareStatement("INSERT INTO key_check VALUES (?)")) {
        insert.setBytes(1, seal.seal(KEY_CHECK, new byte[0], Bytes.EMPTY));
        insert.execute();
      }
    }
  }

  static void execute(Connection connection, SqlDialect dialect, List<String> statements)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(dialect.translate(sql));
      }
    }
  }

  private static void checkKey(Connection connection, SqlDialect dialect, RecordSeal seal)
      throws SQLException, StoreException {
    List<byte[]> checks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT record FROM key_check")) {
      while (rows.next()) {
        checks.add(rows.getBytes(1));
      }
    }
    if (checks.isEmpty() && seal.isEncrypted()) {
      throw dialect.refused(
          "it is not encrypted, but a key was given",
          "encrypt it first (changeKey or copyTo), or open it without a key");
    }
    if (!checks.isEmpty() && !seal.isEncrypted()) {
      throw dialect.refused("it is encrypted", "give the key under which it was made");
    }
    for (byte[] check : checks) {
      try {
        seal.open(KEY_CHECK, new byte[0], check);
      } catch (StoreException e) {
        throw dialect.refused(
            "it is encrypted under another key", "give the key under which it was made");
      }
    }
  }
}
