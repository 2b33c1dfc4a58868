package org.boltj.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/** From older versions of the tables to the present one, within a transaction of the caller. */
final class SchemaMigration {
  private SchemaMigration() {}

  static void migrate(Connection connection, SqlDialect dialect, int version)
      throws SQLException, StoreException {
    if (version == 1) {
      try {
        from1(connection, dialect);
      } catch (IllegalArgumentException e) {
        throw dialect.refused(
            "it cannot be brought up to date, because it is damaged (" + e.getMessage() + ")",
            "check the disk; it was left as it was");
      }
      return;
    }
    throw dialect.refused(
        "it has version " + version + ", which never was", "use the program that wrote it");
  }

  /**
   * Version 1 knew SQLite only: records were found by columns of different names, the order of rows
   * was SQLite's own, peers and facts were not records, and nothing was kept of revoked HTLCs.
   */
  private static void from1(Connection connection, SqlDialect dialect)
      throws SQLException, StoreException {
    List<String> steps = new ArrayList<>();
    List<String> old = new ArrayList<>(SqlSchema.RECORD_TABLES);
    old.addAll(List.of("payment", "gossip_channel", "gossip_update", "gossip_node"));
    steps.add("DROP INDEX payment_by_hash");
    steps.add("DROP INDEX payment_pending");
    old.forEach(name -> steps.add("ALTER TABLE " + name + " RENAME TO old_" + name));
    steps.addAll(SqlSchema.tables());
    for (String part : List.of("channel_params", "channel_secrets", "channel_state")) {
      steps.add(copy(part, "key, record", "channel_id, record", "rowid"));
    }
    steps.add(copy("invoice", "number, key, record", "number, payment_hash, record", "number"));
    steps.add(
        copy(
            "payment",
            "number, key, payment_hash, pending, record",
            "number, payment_id, payment_hash, pending, record",
            "number"));
    steps.add(copy("chain_trail", "key, record", "x'00', record", "number"));
    steps.add(
        copy(
            "gossip_channel",
            "short_channel_id, announcement, capacity_sat, accepted_at_seconds",
            "short_channel_id, announcement, coalesce(capacity_sat, -1), accepted_at_seconds",
            "short_channel_id"));
    steps.add(copy("gossip_update", "short_channel_id, direction, message"));
    steps.add(copy("gossip_node", "node_id, announcement"));
    SqlSchema.execute(connection, dialect, steps);
    copyPeersAndMeta(connection);
    SqlSchema.execute(
        connection, dialect, old.stream().map(name -> "DROP TABLE old_" + name).toList());
  }

  private static String copy(String table, String columns) {
    return copy(table, columns, columns, "1");
  }

  private static String copy(String table, String columns, String from, String order) {
    return "INSERT INTO %1$s (%2$s) SELECT %3$s FROM old_%1$s ORDER BY %4$s"
        .formatted(table, columns, from, order);
  }

  private static void copyPeersAndMeta(Connection connection) throws SQLException, StoreException {
    List<Change> changes = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("SELECT node_id, host, port FROM old_peer ORDER BY rowid")) {
        while (rows.next()) {
          PublicKey nodeId = new PublicKey(Bytes.wrap(rows.getBytes(1)));
          changes.add(
              new Change.PutPeer(new PeerRecord(nodeId, rows.getString(2), rows.getInt(3))));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT name, value FROM old_meta")) {
        while (rows.next()) {
          byte[] value = rows.getBytes(2);
          changes.add(
              new Change.PutMeta(
                  rows.getString(1), value == null ? Bytes.EMPTY : Bytes.wrap(value)));
        }
      }
    }
    new SqlWriter(new SqlTables(new Statements(connection), ClearRecords.INSTANCE))
        .apply(new StoreBatch(changes));
  }
}
