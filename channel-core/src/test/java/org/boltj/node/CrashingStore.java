package org.boltj.node;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/**
 * A store at which the process dies: at a chosen write, just before or just after it is durable.
 */
final class CrashingStore implements Store {
  private final MemoryStore store = new MemoryStore();
  private int writesLeft = Integer.MAX_VALUE;
  private boolean durable;
  private boolean crashed;

  /** The process dies at the write after that many. */
  void crashAfter(int writes, boolean lastIsDurable) {
    writesLeft = writes;
    durable = lastIsDurable;
  }

  /** The machine is up again. */
  boolean revive() {
    writesLeft = Integer.MAX_VALUE;
    boolean wasCrashed = crashed;
    crashed = false;
    return wasCrashed;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    if (crashed) {
      throw new StoreException("dead");
    }
    if (writesLeft-- == 0) {
      crashed = true;
      if (durable) {
        store.write(batch);
      }
      throw new StoreException("crash");
    }
    store.write(batch);
  }

  @Override
  public StoredNode load() throws StoreException {
    return store.load();
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
  public void close() {}
}
