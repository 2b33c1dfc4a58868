package org.boltj.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A SQLite store that can stop between two writes and leave behind what a dead process leaves. */
final class CrashableStore implements Store {
  private final Store inner;
  private boolean crashed;

  CrashableStore(Store inner) {
    this.inner = inner;
  }

  /** Copies the database with its log as they are; from now on every write fails. */
  synchronized void crash(Path file, Path copy) throws IOException {
    crashed = true;
    copy(file, copy);
  }

  /** Copies the database with its log between two writes. */
  synchronized void copy(Path file, Path copy) throws IOException {
    for (String part : List.of("", "-wal")) {
      Path from = Path.of(file + part);
      if (Files.exists(from)) {
        Files.copy(from, Path.of(copy + part));
      }
    }
  }

  @Override
  public synchronized void write(StoreBatch batch) throws StoreException {
    if (crashed) {
      throw new StoreException("the process is dead");
    }
    inner.write(batch);
  }

  @Override
  public StoredNode load() throws StoreException {
    return inner.load();
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws StoreException {
    return inner.invoice(paymentHash);
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return inner.invoices(offset, limit);
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    return inner.payment(id);
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws StoreException {
    return inner.paymentsFor(paymentHash);
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return inner.payments(offset, limit);
  }

  @Override
  public List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    return inner.revokedHtlcs(channelId, commitmentNumber);
  }

  @Override
  public Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return inner.peerStorage(nodeId);
  }

  @Override
  public synchronized void close() {
    inner.close();
  }
}
