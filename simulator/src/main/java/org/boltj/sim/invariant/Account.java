package org.boltj.sim.invariant;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.channel.PersistentState;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.Witness;
import org.boltj.store.ChainTrail;
import org.boltj.store.Change;
import org.boltj.store.StoreBatch;
import org.boltj.updates.PaymentId;

/** What is durable of each node, read off its writes. */
final class Account implements Witness {
  /** Of one node. */
  static final class Books {
    private final Map<PaymentId, PaymentRecord> payments = new LinkedHashMap<>();
    private final Map<PaymentHash, InvoiceRecord> invoices = new LinkedHashMap<>();
    private final Map<ChannelId, PersistentState> channels = new LinkedHashMap<>();
    private ChainTrail trail = ChainTrail.EMPTY;

    Collection<PaymentRecord> payments() {
      return payments.values();
    }

    Map<PaymentHash, InvoiceRecord> invoices() {
      return invoices;
    }

    /** The last state of each channel that there ever was. */
    Map<ChannelId, PersistentState> channels() {
      return channels;
    }

    /** The blocks that it has processed. */
    ChainTrail trail() {
      return trail;
    }
  }

  private final Map<Integer, Books> books = new LinkedHashMap<>();
  private final Map<OutPoint, ChannelId> fundings = new LinkedHashMap<>();

  Books of(TrialNode node) {
    return books.computeIfAbsent(node.number(), n -> new Books());
  }

  /** The funding outputs of all channels. */
  Map<OutPoint, ChannelId> fundings() {
    return fundings;
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    Books of = of(node);
    for (Change change : batch.changes()) {
      if (change instanceof Change.PutPayment put) {
        of.payments.put(put.payment().id(), put.payment());
      } else if (change instanceof Change.PutInvoice put) {
        of.invoices.put(put.invoice().paymentHash(), put.invoice());
      } else if (change instanceof Change.PutChannel put) {
        of.channels.put(put.state().channelId(), put.state());
        fundings.put(put.state().params().funding(), put.state().channelId());
      } else if (change instanceof Change.PutChainTrail put) {
        of.trail = put.trail();
      }
    }
  }
}
