package org.boltj.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/** What is kept for peers, 64 KiB each at most; read when a peer connects, never at a start. */
final class PeerStorageTable {
  private static final String NAME = "peer_storage";
  private static final int KEY_SIZE = 33;

  private final Statements statements;
  private final RecordTable records;

  PeerStorageTable(Statements statements, RecordSeal seal) {
    this.statements = statements;
    this.records = new RecordTable(statements, seal, NAME);
  }

  void put(Change.PutPeerStorage put) throws SQLException {
    Bytes nodeId = put.nodeId().value();
    byte[] key = records.key(nodeId);
    Bytes record =
        RecordEnvelope.seal(RecordEnvelope.VERSION, Bytes.concat(nodeId, put.blob()).toArray());
    statements.change(
        NAME,
        """
        INSERT INTO peer_storage (key, until_height, record) VALUES (?, ?, ?)
          ON CONFLICT (key)
          DO UPDATE SET until_height = excluded.until_height, record = excluded.record
        """,
        key,
        Integer.MAX_VALUE,
        records.seal(key, record));
  }

  void keep(Change.KeepPeerStorage keep) throws SQLException {
    statements.change(
        NAME,
        "UPDATE peer_storage SET until_height = ? WHERE key = ?",
        keep.untilHeight(),
        records.key(keep.nodeId().value()));
  }

  void drop(Change.DropPeerStorage drop) throws SQLException {
    statements.change(NAME, "DELETE FROM peer_storage WHERE until_height <= ?", drop.height());
  }

  Optional<Bytes> find(PublicKey nodeId) throws SQLException, StoreException {
    Optional<Bytes> record = records.find(nodeId.value());
    return record.isPresent() ? Optional.of(decode(record.get()).blob()) : Optional.empty();
  }

  /** Each with the height until which it is kept. */
  void export(BatchSink sink) throws SQLException, StoreException {
    statements.each(
        "SELECT key, record, until_height FROM peer_storage ORDER BY number",
        row -> {
          Change.PutPeerStorage put = decode(records.open(row));
          sink.take(
              new StoreBatch(
                  List.of(put, new Change.KeepPeerStorage(put.nodeId(), row.getInt(3)))));
        });
  }

  private static Change.PutPeerStorage decode(Bytes record) throws StoreException {
    return RecordEnvelope.open(
        "what is kept for a peer",
        record,
        content ->
            new Change.PutPeerStorage(
                new PublicKey(content.slice(0, KEY_SIZE)), content.slice(KEY_SIZE)));
  }
}
