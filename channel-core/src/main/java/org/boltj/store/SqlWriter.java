package org.boltj.store;

import java.sql.SQLException;
import org.boltj.base.Bytes;

/** Applies changes within a transaction that the caller has begun. */
final class SqlWriter {
  /** The key of the only record of its table. */
  private static final Bytes ONLY = Bytes.of((byte) 0);

  private final SqlTables tables;

  SqlWriter(SqlTables tables) {
    this.tables = tables;
  }

  void apply(StoreBatch batch) throws SQLException, StoreException {
    for (Change change : batch.changes()) {
      apply(change);
    }
    tables.statements.flush();
  }

  private void apply(Change change) throws SQLException, StoreException {
    switch (change) {
      case Change.PutChannel put -> tables.channels.put(put.state());
      case Change.AddRevokedHtlcs add -> tables.channels.add(add);
      case Change.RemoveChannel remove -> tables.channels.remove(remove.channelId());
      case Change.PutInvoice put ->
          tables.invoices.put(
              put.invoice().paymentHash().value(), InvoiceCodec.encode(put.invoice()));
      case Change.PutPayment put -> tables.payments.put(put.payment());
      case Change.PutPeer put ->
          tables.peers.put(put.peer().nodeId().value(), PeerCodec.encode(put.peer()));
      case Change.RemovePeer remove -> tables.peers.remove(remove.nodeId().value());
      case Change.PutPeerStorage put -> tables.peerStorage.put(put);
      case Change.KeepPeerStorage keep -> tables.peerStorage.keep(keep);
      case Change.DropPeerStorage drop -> tables.peerStorage.drop(drop);
      case Change.PutChainTrail put -> tables.trail.put(ONLY, ChainTrailCodec.encode(put.trail()));
      case Change.PutMeta put ->
          tables.meta.put(MetaCodec.key(put.name()), MetaCodec.encode(put.name(), put.value()));
      case Change.PutGossipChannel put -> tables.gossip.put(put);
      case Change.PutGossipUpdate put -> tables.gossip.put(put);
      case Change.PutGossipNode put -> tables.gossip.put(put);
      case Change.RemoveGossipChannel remove -> tables.gossip.remove(remove.shortChannelId());
    }
  }
}
