package org.boltj.sim.fault;

import java.util.ArrayList;
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

/** The disk of a node: what it holds outlives the process. Writes fail as the injector says. */
final class TrialStore implements Store {
  private final TrialNode node;
  private final Injector injector;
  private final Disk disk = new Disk();

  /** All batches, where a copy of an earlier state will be wanted. */
  private final List<StoreBatch> journal = new ArrayList<>();

  private final boolean keepsJournal;

  TrialStore(TrialNode node, Injector injector, boolean keepsJournal) {
    this.node = node;
    this.injector = injector;
    this.keepsJournal = keepsJournal;
  }

  /** How many batches there are: names a state to go back to. */
  int mark() {
    return journal.size();
  }

  /** The disk as it was at that mark. */
  MemoryStore copy(int mark) {
    MemoryStore copy = new MemoryStore();
    journal.subList(0, mark).forEach(copy::write);
    return copy;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    switch (injector.atWrite(node)) {
      case WELL -> land(batch);
      case DIES_BEFORE -> throw new Crash();
      case DIES_AFTER -> {
        land(batch);
        throw new Crash();
      }
      case FAILS -> throw new StoreException("the disk is broken");
      case FAILS_LANDED -> {
        land(batch);
        throw new StoreException("the disk lies");
      }
    }
  }

  private void land(StoreBatch batch) {
    disk.write(batch);
    if (keepsJournal) {
      journal.add(batch);
    }
    injector.witness().stored(node, batch);
  }

  @Override
  public StoredNode load() throws StoreException {
    return disk.load();
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws StoreException {
    return disk.invoice(paymentHash);
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return disk.invoices(offset, limit);
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    return disk.payment(id);
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws StoreException {
    return disk.paymentsFor(paymentHash);
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return disk.payments(offset, limit);
  }

  @Override
  public List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    return disk.revokedHtlcs(channelId, commitmentNumber);
  }

  @Override
  public Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return disk.peerStorage(nodeId);
  }

  @Override
  public void close() {}
}
