package org.boltj.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.boltj.base.ChannelId;
import org.boltj.store.Change;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.updates.RevokedHtlc;

/**
 * What one round of work leads to: changes of the durable state, and outputs that must wait for
 * them. All changes are written as one batch; then the outputs run in order.
 */
final class Outbox {
  private final Map<Object, Change> changes = new LinkedHashMap<>();
  private List<Runnable> outputs = new ArrayList<>();

  /** Of several changes with the same key only the last is written. */
  void change(Change change) {
    Object key = key(change);
    changes.remove(key);
    changes.put(key, change);
  }

  /** Run once everything that was changed so far is durable. */
  void output(Runnable output) {
    outputs.add(output);
  }

  /** What this round adds to the revoked HTLCs of a channel. */
  List<RevokedHtlc> revokedHtlcs(ChannelId channelId) {
    List<RevokedHtlc> added = new ArrayList<>();
    for (Change change : changes.values()) {
      if (change instanceof Change.AddRevokedHtlcs add && add.channelId().equals(channelId)) {
        added.addAll(add.htlcs());
      }
    }
    return added;
  }

  boolean isEmpty() {
    return changes.isEmpty() && outputs.isEmpty();
  }

  /** Writes, then runs the outputs. When the write fails, nothing goes out any more. */
  void flush(Store store, Consumer<Throwable> bugs) throws StoreException {
    if (!changes.isEmpty()) {
      store.write(new StoreBatch(List.copyOf(changes.values())));
      changes.clear();
    }
    List<Runnable> ready = outputs;
    outputs = new ArrayList<>();
    for (Runnable output : ready) {
      try {
        output.run();
      } catch (RuntimeException bug) {
        bugs.accept(bug);
      }
    }
  }

  private record Key(String kind, Object id) {}

  private static Key key(Change change) {
    return switch (change) {
      case Change.PutChannel put -> new Key("channel", put.state().channelId());
      // Never replaced: each adds to those before.
      case Change.AddRevokedHtlcs add -> new Key("revoked HTLCs", add);
      case Change.RemoveChannel remove -> new Key("channel", remove.channelId());
      case Change.PutInvoice put -> new Key("invoice", put.invoice().paymentHash());
      case Change.PutPayment put -> new Key("payment", put.payment().id());
      case Change.PutPeer put -> new Key("peer", put.peer().nodeId());
      case Change.RemovePeer remove -> new Key("peer", remove.nodeId());
      case Change.PutPeerStorage put -> new Key("peer storage", put.nodeId());
      case Change.KeepPeerStorage keep -> new Key("peer storage kept", keep.nodeId());
      case Change.DropPeerStorage drop -> new Key("peer storage dropped", "");
      case Change.PutChainTrail put -> new Key("trail", "");
      case Change.PutMeta put -> new Key("meta", put.name());
      case Change.PutGossipChannel put -> new Key("gossip channel", put.shortChannelId());
      case Change.RemoveGossipChannel remove -> new Key("gossip channel", remove.shortChannelId());
      case Change.PutGossipUpdate put ->
          new Key("gossip update " + put.direction(), put.shortChannelId());
      case Change.PutGossipNode put -> new Key("gossip node", put.nodeId());
    };
  }
}
