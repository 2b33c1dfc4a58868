package org.boltj.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.commitment.HtlcDirection;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/** Reads what {@link SqliteWriter} has written. */
final class SqliteReader {
  private final Statements statements;

  SqliteReader(Statements statements) {
    this.statements = statements;
  }

  StoredNode load() throws SQLException, StoreException {
    return new StoredNode(
        channels(),
        statements.query(
            "SELECT record FROM payment WHERE pending = 1 ORDER BY number", SqliteReader::payment),
        statements.query("SELECT node_id, host, port FROM peer ORDER BY rowid", SqliteReader::peer),
        statements
            .query("SELECT record FROM chain_trail", row -> ChainTrailCodec.decode(bytes(row, 1)))
            .stream()
            .findFirst()
            .orElse(ChainTrail.EMPTY),
        meta(),
        gossip());
  }

  private List<PersistentState> channels() throws SQLException, StoreException {
    return statements.query(
        "SELECT p.record, x.record, s.record FROM channel_params p"
            + " JOIN channel_secrets x USING (channel_id)"
            + " JOIN channel_state s USING (channel_id) ORDER BY p.rowid",
        row -> new ChannelRecord(bytes(row, 1), bytes(row, 2), bytes(row, 3)).decode());
  }

  private Map<String, Bytes> meta() throws SQLException, StoreException {
    Map<String, Bytes> meta = new HashMap<>();
    statements.query(
        "SELECT name, value FROM meta", row -> meta.put(row.getString(1), bytes(row, 2)));
    return meta;
  }

  private StoredGossip gossip() throws SQLException, StoreException {
    return new StoredGossip(
        statements.query(
            "SELECT short_channel_id, announcement, capacity_sat, accepted_at_seconds"
                + " FROM gossip_channel ORDER BY short_channel_id",
            SqliteReader::gossipChannel),
        statements.query(
            "SELECT short_channel_id, direction, message"
                + " FROM gossip_update ORDER BY short_channel_id, direction",
            row ->
                new Change.PutGossipUpdate(
                    new ShortChannelId(row.getLong(1)), row.getInt(2), bytes(row, 3))),
        statements.query(
            "SELECT node_id, announcement FROM gossip_node ORDER BY rowid",
            row -> new Change.PutGossipNode(new PublicKey(bytes(row, 1)), bytes(row, 2))));
  }

  private static Change.PutGossipChannel gossipChannel(ResultSet row) throws SQLException {
    long sat = row.getLong(3);
    // Speaks of the column that was read last.
    Optional<Satoshi> capacity = row.wasNull() ? Optional.empty() : Optional.of(Satoshi.of(sat));
    return new Change.PutGossipChannel(
        new ShortChannelId(row.getLong(1)), bytes(row, 2), capacity, row.getLong(4));
  }

  Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws SQLException, StoreException {
    return statements
        .query(
            "SELECT record FROM invoice WHERE payment_hash = ?",
            SqliteReader::invoice,
            (Object) paymentHash.value().toArray())
        .stream()
        .findFirst();
  }

  Optional<Bytes> peerStorage(PublicKey nodeId) throws SQLException, StoreException {
    return statements
        .query(
            "SELECT blob FROM peer_storage WHERE node_id = ?",
            row -> bytes(row, 1),
            (Object) nodeId.value().toArray())
        .stream()
        .findFirst();
  }

  List<InvoiceRecord> invoices(int offset, int limit) throws SQLException, StoreException {
    return statements.query(
        "SELECT record FROM invoice ORDER BY number DESC LIMIT ? OFFSET ?",
        SqliteReader::invoice,
        limit,
        offset);
  }

  Optional<PaymentRecord> payment(PaymentId id) throws SQLException, StoreException {
    return statements
        .query(
            "SELECT record FROM payment WHERE payment_id = ?",
            SqliteReader::payment,
            (Object) id.value().toArray())
        .stream()
        .findFirst();
  }

  List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws SQLException, StoreException {
    return statements.query(
        "SELECT record FROM payment WHERE payment_hash = ? ORDER BY number DESC",
        SqliteReader::payment,
        (Object) paymentHash.value().toArray());
  }

  List<PaymentRecord> payments(int offset, int limit) throws SQLException, StoreException {
    return statements.query(
        "SELECT record FROM payment ORDER BY number DESC LIMIT ? OFFSET ?",
        SqliteReader::payment,
        limit,
        offset);
  }

  List<RevokedHtlc> revokedHtlcs(long keyIndex, HtlcDirection direction, long commitmentNumber)
      throws SQLException, StoreException {
    return statements.query(
        "SELECT htlc_id, payment_hash160, cltv_expiry, last_commitment FROM revoked_htlc"
            + " WHERE key_index = ? AND direction = ? AND last_commitment >= ?"
            + " ORDER BY htlc_id LIMIT "
            + RevokedHtlc.MAX_OF_DIRECTION,
        row ->
            new RevokedHtlc(
                direction,
                row.getLong(1),
                bytes(row, 2),
                new CltvExpiry(row.getLong(3)),
                row.getLong(4)),
        keyIndex,
        direction.ordinal(),
        commitmentNumber);
  }

  private static InvoiceRecord invoice(ResultSet row) throws SQLException, StoreException {
    return InvoiceCodec.decode(bytes(row, 1));
  }

  private static PaymentRecord payment(ResultSet row) throws SQLException, StoreException {
    return PaymentCodec.decode(bytes(row, 1));
  }

  private static PeerRecord peer(ResultSet row) throws SQLException {
    return new PeerRecord(new PublicKey(bytes(row, 1)), row.getString(2), row.getInt(3));
  }

  private static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] blob = row.getBytes(column);
    return blob == null ? Bytes.EMPTY : Bytes.wrap(blob);
  }
}
