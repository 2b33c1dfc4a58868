package org.boltj.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;

/** The graph. All of it is public, so none is sealed. */
final class GossipTables {
  private static final String CHANNEL = "gossip_channel";
  private static final String UPDATE = "gossip_update";
  private static final String NODE = "gossip_node";

  private final Statements statements;

  GossipTables(Statements statements) {
    this.statements = statements;
  }

  void put(Change.PutGossipChannel channel) throws SQLException {
    statements.change(
        CHANNEL,
        """
        INSERT INTO gossip_channel
          (short_channel_id, announcement, capacity_sat, accepted_at_seconds) VALUES (?, ?, ?, ?)
          ON CONFLICT (short_channel_id)
          DO UPDATE SET announcement = excluded.announcement,
            capacity_sat = excluded.capacity_sat,
            accepted_at_seconds = excluded.accepted_at_seconds
        """,
        channel.shortChannelId().value(),
        channel.announcement().toArray(),
        // None is -1: a null would need its type with every database.
        channel.capacity().map(Satoshi::sat).orElse(-1L),
        channel.acceptedAtSeconds());
  }

  void put(Change.PutGossipUpdate update) throws SQLException {
    statements.change(
        UPDATE,
        """
        INSERT INTO gossip_update (short_channel_id, direction, message) VALUES (?, ?, ?)
          ON CONFLICT (short_channel_id, direction) DO UPDATE SET message = excluded.message
        """,
        update.shortChannelId().value(),
        update.direction(),
        update.update().toArray());
  }

  void put(Change.PutGossipNode node) throws SQLException {
    statements.change(
        NODE,
        """
        INSERT INTO gossip_node (node_id, announcement) VALUES (?, ?)
          ON CONFLICT (node_id) DO UPDATE SET announcement = excluded.announcement
        """,
        node.nodeId().value().toArray(),
        node.announcement().toArray());
  }

  void remove(ShortChannelId shortChannelId) throws SQLException {
    long id = shortChannelId.value();
    statements.change(CHANNEL, "DELETE FROM gossip_channel WHERE short_channel_id = ?", id);
    statements.change(UPDATE, "DELETE FROM gossip_update WHERE short_channel_id = ?", id);
  }

  StoredGossip load() throws SQLException, StoreException {
    return new StoredGossip(
        statements.query(
            "SELECT short_channel_id, announcement, capacity_sat, accepted_at_seconds"
                + " FROM gossip_channel ORDER BY short_channel_id",
            GossipTables::channel),
        statements.query(
            "SELECT short_channel_id, direction, message"
                + " FROM gossip_update ORDER BY short_channel_id, direction",
            row ->
                new Change.PutGossipUpdate(
                    new ShortChannelId(row.getLong(1)),
                    row.getInt(2),
                    Bytes.wrap(row.getBytes(3)))),
        statements.query(
            "SELECT node_id, announcement FROM gossip_node ORDER BY node_id",
            row ->
                new Change.PutGossipNode(
                    new PublicKey(Bytes.wrap(row.getBytes(1))), Bytes.wrap(row.getBytes(2)))));
  }

  private static Change.PutGossipChannel channel(ResultSet row) throws SQLException {
    long sat = row.getLong(3);
    return new Change.PutGossipChannel(
        new ShortChannelId(row.getLong(1)),
        Bytes.wrap(row.getBytes(2)),
        sat < 0 ? Optional.empty() : Optional.of(Satoshi.of(sat)),
        row.getLong(4));
  }
}
