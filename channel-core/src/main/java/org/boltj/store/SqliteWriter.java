package org.boltj.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.channel.Closed;
import org.boltj.channel.PersistentState;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.RevokedHtlc;

/** Applies changes within a transaction that the caller has begun. */
final class SqliteWriter {
  private final Statements statements;

  /** What the database holds, or will when the transaction ends, of parts that change seldom. */
  private final Map<ChannelId, Written> written = new HashMap<>();

  private record Written(ChannelParams params, ReceivedSecrets secrets) {}

  SqliteWriter(Statements statements) {
    this.statements = statements;
  }

  /** The state comes from the database: what is as it was need not be written again. */
  void loaded(PersistentState state) {
    written.put(
        state.channelId(), new Written(state.params(), state.commitments().remoteSecrets()));
  }

  void apply(Change change) throws SQLException {
    switch (change) {
      case Change.PutChannel put -> putChannel(put.state());
      case Change.AddRevokedHtlcs add -> addRevoked(add);
      case Change.RemoveChannel remove -> removeChannel(remove.channelId());
      case Change.PutInvoice put -> putInvoice(put.invoice());
      case Change.PutPayment put -> putPayment(put.payment());
      case Change.PutPeer put -> putPeer(put.peer());
      case Change.RemovePeer remove ->
          statements.run("DELETE FROM peer WHERE node_id = ?", blob(remove.nodeId().value()));
      case Change.PutPeerStorage put ->
          statements.run(
              "INSERT INTO peer_storage VALUES (?, ?, ?) ON CONFLICT (node_id)"
                  + " DO UPDATE SET until_height = excluded.until_height, blob = excluded.blob",
              blob(put.nodeId().value()),
              Integer.MAX_VALUE,
              blob(put.blob()));
      case Change.KeepPeerStorage keep ->
          statements.run(
              "UPDATE peer_storage SET until_height = ? WHERE node_id = ?",
              keep.untilHeight(),
              blob(keep.nodeId().value()));
      case Change.DropPeerStorage drop ->
          statements.run("DELETE FROM peer_storage WHERE until_height <= ?", drop.height());
      case Change.PutChainTrail put -> putTrail(put.trail());
      case Change.PutMeta put ->
          statements.run(
              "INSERT INTO meta VALUES (?, ?)"
                  + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              put.name(),
              blob(put.value()));
      case Change.PutGossipChannel put -> putGossip(put);
      case Change.PutGossipUpdate put -> putGossip(put);
      case Change.PutGossipNode put -> putGossip(put);
      case Change.RemoveGossipChannel remove -> removeGossip(remove.shortChannelId().value());
    }
  }

  private void putChannel(PersistentState state) throws SQLException {
    byte[] id = blob(state.channelId().value());
    ReceivedSecrets secrets = state.commitments().remoteSecrets();
    Written before = written.put(state.channelId(), new Written(state.params(), secrets));
    if (before == null || !before.params().equals(state.params())) {
      putPart("channel_params", id, ChannelRecord.encodeParams(state.params()));
    }
    if (before == null || !before.secrets().equals(secrets)) {
      putPart("channel_secrets", id, ChannelRecord.encodeSecrets(secrets));
    }
    putPart("channel_state", id, ChannelRecord.encodeState(state));
    if (state instanceof Closed) {
      removeRevoked(state.channelId());
    }
  }

  private void putPart(String table, byte[] id, Bytes record) throws SQLException {
    // Not REPLACE: that would delete the row and write the index too.
    statements.run(
        "INSERT INTO "
            + table
            + " VALUES (?, ?) ON CONFLICT (channel_id) DO UPDATE SET record = excluded.record",
        id,
        blob(record));
  }

  private void addRevoked(Change.AddRevokedHtlcs add) throws SQLException {
    Long keyIndex = keyIndex(add.channelId()).orElseThrow();
    for (RevokedHtlc htlc : add.htlcs()) {
      statements.run(
          "INSERT OR REPLACE INTO revoked_htlc VALUES (?, ?, ?, ?, ?, ?)",
          keyIndex,
          htlc.direction().ordinal(),
          htlc.id(),
          htlc.lastCommitment(),
          htlc.cltvExpiry().height(),
          blob(htlc.paymentHash160()));
    }
  }

  /** By what revoked HTLCs are found; empty for a channel that is not stored. */
  Optional<Long> keyIndex(ChannelId channelId) {
    return Optional.ofNullable(written.get(channelId)).map(known -> known.params().keyIndex());
  }

  private void removeRevoked(ChannelId channelId) throws SQLException {
    Optional<Long> keyIndex = keyIndex(channelId);
    if (keyIndex.isPresent()) {
      statements.run("DELETE FROM revoked_htlc WHERE key_index = ?", keyIndex.get());
    }
  }

  private void removeChannel(ChannelId channelId) throws SQLException {
    byte[] id = blob(channelId.value());
    removeRevoked(channelId);
    statements.run("DELETE FROM channel_params WHERE channel_id = ?", id);
    statements.run("DELETE FROM channel_secrets WHERE channel_id = ?", id);
    statements.run("DELETE FROM channel_state WHERE channel_id = ?", id);
    written.remove(channelId);
  }

  private void putInvoice(InvoiceRecord invoice) throws SQLException {
    statements.run(
        "INSERT INTO invoice (payment_hash, record) VALUES (?, ?)"
            + " ON CONFLICT (payment_hash) DO UPDATE SET record = excluded.record",
        blob(invoice.paymentHash().value()),
        blob(InvoiceCodec.encode(invoice)));
  }

  private void putPayment(PaymentRecord payment) throws SQLException {
    statements.run(
        "INSERT INTO payment (payment_id, payment_hash, pending, record) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (payment_id)"
            + " DO UPDATE SET pending = excluded.pending, record = excluded.record",
        blob(payment.id().value()),
        blob(payment.paymentHash().value()),
        payment.isPending() ? 1 : 0,
        blob(PaymentCodec.encode(payment)));
  }

  private void putPeer(PeerRecord peer) throws SQLException {
    statements.run(
        "INSERT INTO peer VALUES (?, ?, ?)"
            + " ON CONFLICT (node_id) DO UPDATE SET host = excluded.host, port = excluded.port",
        blob(peer.nodeId().value()),
        peer.host(),
        peer.port());
  }

  private void putTrail(ChainTrail trail) throws SQLException {
    statements.run(
        "INSERT INTO chain_trail VALUES (1, ?)"
            + " ON CONFLICT (number) DO UPDATE SET record = excluded.record",
        blob(ChainTrailCodec.encode(trail)));
  }

  private void putGossip(Change.PutGossipChannel channel) throws SQLException {
    statements.run(
        "INSERT OR REPLACE INTO gossip_channel VALUES (?, ?, ?, ?)",
        channel.shortChannelId().value(),
        blob(channel.announcement()),
        channel.capacity().map(Satoshi::sat).orElse(null),
        channel.acceptedAtSeconds());
  }

  private void putGossip(Change.PutGossipUpdate update) throws SQLException {
    statements.run(
        "INSERT OR REPLACE INTO gossip_update VALUES (?, ?, ?)",
        update.shortChannelId().value(),
        update.direction(),
        blob(update.update()));
  }

  private void putGossip(Change.PutGossipNode node) throws SQLException {
    statements.run(
        "INSERT INTO gossip_node VALUES (?, ?)"
            + " ON CONFLICT (node_id) DO UPDATE SET announcement = excluded.announcement",
        blob(node.nodeId().value()),
        blob(node.announcement()));
  }

  private void removeGossip(long shortChannelId) throws SQLException {
    statements.run("DELETE FROM gossip_channel WHERE short_channel_id = ?", shortChannelId);
    statements.run("DELETE FROM gossip_update WHERE short_channel_id = ?", shortChannelId);
  }

  private static byte[] blob(Bytes bytes) {
    return bytes.toArray();
  }
}
