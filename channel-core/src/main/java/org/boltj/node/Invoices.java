package org.boltj.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.PaymentHash;
import org.boltj.payment.InvoiceRecord;
import org.boltj.store.Change;
import org.boltj.store.StoreException;

/**
 * Our invoices: a bounded memory of those that were used lately before the store, so that what was
 * changed in this round is seen before it is written.
 */
final class Invoices {
  private static final int REMEMBERED = 10_000;

  private final Env env;
  private final Map<PaymentHash, InvoiceRecord> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PaymentHash, InvoiceRecord> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Changed in this round: must not be forgotten before it is written. */
  private final Map<PaymentHash, InvoiceRecord> unwritten = new HashMap<>();

  Invoices(Env env) {
    this.env = env;
  }

  void put(InvoiceRecord invoice) {
    unwritten.put(invoice.paymentHash(), invoice);
    recent.put(invoice.paymentHash(), invoice);
    env.change(new Change.PutInvoice(invoice));
  }

  /** All changes are durable. */
  void written() {
    unwritten.clear();
  }

  Optional<InvoiceRecord> find(PaymentHash paymentHash) {
    InvoiceRecord known = unwritten.getOrDefault(paymentHash, recent.get(paymentHash));
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return env.ports.store().invoice(paymentHash);
    } catch (StoreException e) {
      throw new StoreFailure(e);
    }
  }
}
