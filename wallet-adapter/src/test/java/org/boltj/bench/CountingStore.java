package org.boltj.bench;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/** A store that counts its writes: each waits for the disk once. */
record CountingStore(Store store, ProtocolCounts counts) implements Store {
  @Override
  public StoredNode load() throws StoreException {
    return store.load();
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    counts.written();
    store.write(batch);
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
