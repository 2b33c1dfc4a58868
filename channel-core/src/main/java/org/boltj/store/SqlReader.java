package org.boltj.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.channel.PersistentState;

/** Reads what {@link SqlWriter} has written. */
final class SqlReader {
  private static final int EXPORT_BATCH = 500;

  private final SqlTables tables;

  SqlReader(SqlTables tables) {
    this.tables = tables;
  }

  StoredNode load() throws SQLException, StoreException {
    return new StoredNode(
        tables.channels.load(),
        tables.payments.pending(),
        tables.peers.query("ORDER BY number", PeerCodec::decode),
        tables.trail.query("", ChainTrailCodec::decode).stream()
            .findFirst()
            .orElse(ChainTrail.EMPTY),
        meta(),
        tables.gossip.load());
  }

  private Map<String, Bytes> meta() throws SQLException, StoreException {
    Map<String, Bytes> meta = new HashMap<>();
    tables.meta.each(
        record -> {
          Map.Entry<String, Bytes> fact = MetaCodec.decode(record);
          meta.put(fact.getKey(), fact.getValue());
        });
    return meta;
  }

  /** All that is stored, as changes that make the same content of an empty store. */
  void export(BatchSink sink) throws SQLException, StoreException {
    StoredNode node = load();
    for (PersistentState state : node.channels()) {
      sink.take(new StoreBatch(List.of(new Change.PutChannel(state))));
      tables.channels.eachRevoked(state, sink);
    }
    tables.peerStorage.export(sink);
    Portions portions = new Portions(sink);
    tables.invoices.each(
        record -> portions.add(new Change.PutInvoice(InvoiceCodec.decode(record))));
    tables.payments.each(
        record -> portions.add(new Change.PutPayment(PaymentCodec.decode(record))));
    for (PeerRecord peer : node.peers()) {
      portions.add(new Change.PutPeer(peer));
    }
    if (!node.trail().equals(ChainTrail.EMPTY)) {
      portions.add(new Change.PutChainTrail(node.trail()));
    }
    for (Map.Entry<String, Bytes> fact : node.meta().entrySet()) {
      portions.add(new Change.PutMeta(fact.getKey(), fact.getValue()));
    }
    for (Change.PutGossipChannel channel : node.gossip().channels()) {
      portions.add(channel);
    }
    for (Change.PutGossipUpdate update : node.gossip().updates()) {
      portions.add(update);
    }
    for (Change.PutGossipNode announced : node.gossip().nodes()) {
      portions.add(announced);
    }
    portions.end();
  }

  /** Gathers changes into batches. */
  private static final class Portions {
    private final BatchSink sink;
    private final List<Change> changes = new ArrayList<>();

    Portions(BatchSink sink) {
      this.sink = sink;
    }

    void add(Change change) throws StoreException {
      changes.add(change);
      if (changes.size() == EXPORT_BATCH) {
        end();
      }
    }

    void end() throws StoreException {
      sink.take(new StoreBatch(changes));
      changes.clear();
    }
  }
}
