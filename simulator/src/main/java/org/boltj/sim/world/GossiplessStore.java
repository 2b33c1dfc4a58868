package org.boltj.sim.world;

import java.util.List;
import org.boltj.store.Change;
import org.boltj.store.ForwardingStore;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;

/**
 * Keeps all but gossip: the graph of each node is in its memory already, and a second copy for a
 * restart that never comes would be most of what a simulated node weighs.
 */
final class GossiplessStore extends ForwardingStore {
  GossiplessStore() {
    super(new MemoryStore());
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    List<Change> kept = batch.changes().stream().filter(change -> !isGossip(change)).toList();
    if (!kept.isEmpty()) {
      super.write(new StoreBatch(kept));
    }
  }

  private static boolean isGossip(Change change) {
    return change instanceof Change.PutGossipChannel
        || change instanceof Change.PutGossipUpdate
        || change instanceof Change.PutGossipNode
        || change instanceof Change.RemoveGossipChannel;
  }
}
