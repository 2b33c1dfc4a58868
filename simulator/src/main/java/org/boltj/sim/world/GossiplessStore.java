package org.boltj.sim.world;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/**
 * Keeps all but gossip: the graph of each node is in its memory already, and a second copy for a
 * restart that never comes would be most of what a simulated node weighs.
 */
record GossiplessStore(MemoryStore store) implements Store {
  @Override
  public StoredNode load() throws StoreException {
    return store.load();
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    List<Change> kept = batch.changes().stream().filter(change -> !isGossip(change)).toList();
    if (!kept.isEmpty()) {
      store.write(new StoreBatch(kept));
    }
  }

  private static boolean isGossip(Change change) {
    return change instanceof Change.PutGossipChannel
        || change instanceof Change.PutGossipUpdate
        || change instanceof Change.PutGossipNode
        || change instanceof Change.RemoveGossipChannel;
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws StoreException {
    return store.invoice(paymentHash);
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return store.invoices(offset, limit);
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    return store.payment(id);
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws StoreException {
    return store.paymentsFor(paymentHash);
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return store.payments(offset, limit);
  }

  @Override
  public List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    return store.revokedHtlcs(channelId, commitmentNumber);
  }

  @Override
  public Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return store.peerStorage(nodeId);
  }

  @Override
  public void close() {
    store.close();
  }
}
