package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
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
 * What was written, as it was given. Only a restart encodes it, and decodes it at once: so what a
 * node finds there has gone through the stored formats, and a node that does not restart does not
 * pay for that.
 */
final class Disk implements Store {
  /** All batches since the last restart. */
  private final List<StoreBatch> unread = new ArrayList<>();

  private final MemoryStore encoded = new MemoryStore();
  private final LinkedHashMap<PaymentHash, InvoiceRecord> invoices = new LinkedHashMap<>();
  private final LinkedHashMap<PaymentId, PaymentRecord> payments = new LinkedHashMap<>();

  @Override
  public void write(StoreBatch batch) {
    unread.add(batch);
    for (Change change : batch.changes()) {
      if (change instanceof Change.PutInvoice put) {
        invoices.put(put.invoice().paymentHash(), put.invoice());
      } else if (change instanceof Change.PutPayment put) {
        payments.put(put.payment().id(), put.payment());
      }
    }
  }

  /** Encodes what is new; of several states of a channel only the last. */
  private MemoryStore encoded() {
    Map<ChannelId, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < unread.size(); i++) {
      for (Change change : unread.get(i).changes()) {
        if (change instanceof Change.PutChannel put) {
          last.put(put.state().channelId(), i);
        }
      }
    }
    for (int i = 0; i < unread.size(); i++) {
      List<Change> kept = new ArrayList<>();
      for (Change change : unread.get(i).changes()) {
        boolean old =
            change instanceof Change.PutChannel put
                && !Integer.valueOf(i).equals(last.get(put.state().channelId()));
        if (!old) {
          kept.add(change);
        }
      }
      encoded.write(new StoreBatch(kept));
    }
    unread.clear();
    return encoded;
  }

  @Override
  public StoredNode load() throws StoreException {
    return encoded().load();
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) {
    return Optional.ofNullable(invoices.get(paymentHash));
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) {
    return page(invoices.sequencedValues(), offset, limit);
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) {
    return Optional.ofNullable(payments.get(id));
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) {
    return payments.sequencedValues().reversed().stream()
        .filter(payment -> payment.paymentHash().equals(paymentHash))
        .toList();
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) {
    return page(payments.sequencedValues(), offset, limit);
  }

  private static <T> List<T> page(SequencedCollection<T> oldestFirst, int offset, int limit) {
    return oldestFirst.reversed().stream().skip(offset).limit(limit).toList();
  }

  @Override
  public List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    return encoded().revokedHtlcs(channelId, commitmentNumber);
  }

  @Override
  public Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return encoded().peerStorage(nodeId);
  }

  @Override
  public void close() {}
}
