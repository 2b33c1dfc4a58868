package org.boltj.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;

/** A store that lasts as long as the object; for tests and simulations. */
public final class MemoryStore implements Store {
  private final Map<ChannelId, PersistentState> channels = new LinkedHashMap<>();
  private final Map<PaymentHash, InvoiceRecord> invoices = new LinkedHashMap<>();
  private final Map<PaymentId, PaymentRecord> payments = new LinkedHashMap<>();
  private final Map<PublicKey, PeerRecord> peers = new LinkedHashMap<>();
  private final Map<String, Bytes> meta = new LinkedHashMap<>();
  private final Map<ShortChannelId, Change.PutGossipChannel> gossipChannels = new LinkedHashMap<>();
  private final Map<List<Object>, Change.PutGossipUpdate> gossipUpdates = new LinkedHashMap<>();
  private final Map<PublicKey, Change.PutGossipNode> gossipNodes = new LinkedHashMap<>();
  private ChainTrail trail = ChainTrail.EMPTY;

  @Override
  public StoredNode load() {
    return new StoredNode(
        List.copyOf(channels.values()),
        payments.values().stream().filter(PaymentRecord::isPending).toList(),
        List.copyOf(peers.values()),
        trail,
        meta,
        new StoredGossip(
            List.copyOf(gossipChannels.values()),
            List.copyOf(gossipUpdates.values()),
            List.copyOf(gossipNodes.values())));
  }

  @Override
  public void write(StoreBatch batch) {
    batch.changes().forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutChannel put -> channels.put(put.state().channelId(), put.state());
      case Change.RemoveChannel remove -> channels.remove(remove.channelId());
      case Change.PutInvoice put -> invoices.put(put.invoice().paymentHash(), put.invoice());
      case Change.PutPayment put -> payments.put(put.payment().id(), put.payment());
      case Change.PutPeer put -> peers.put(put.peer().nodeId(), put.peer());
      case Change.RemovePeer remove -> peers.remove(remove.nodeId());
      case Change.PutChainTrail put -> trail = put.trail();
      case Change.PutMeta put -> meta.put(put.name(), put.value());
      case Change.PutGossipChannel put -> gossipChannels.put(put.shortChannelId(), put);
      case Change.PutGossipUpdate put ->
          gossipUpdates.put(List.of(put.shortChannelId(), put.direction()), put);
      case Change.PutGossipNode put -> gossipNodes.put(put.nodeId(), put);
      case Change.RemoveGossipChannel remove -> {
        gossipChannels.remove(remove.shortChannelId());
        gossipUpdates.remove(List.<Object>of(remove.shortChannelId(), 0));
        gossipUpdates.remove(List.<Object>of(remove.shortChannelId(), 1));
      }
    }
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) {
    return Optional.ofNullable(invoices.get(paymentHash));
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) {
    return page(invoices.values(), offset, limit);
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) {
    return Optional.ofNullable(payments.get(id));
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) {
    List<PaymentRecord> newestFirst = page(payments.values(), 0, Integer.MAX_VALUE);
    return newestFirst.stream().filter(p -> p.paymentHash().equals(paymentHash)).toList();
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) {
    return page(payments.values(), offset, limit);
  }

  private static <T> List<T> page(Iterable<T> oldestFirst, int offset, int limit) {
    List<T> all = new ArrayList<>();
    oldestFirst.forEach(all::add);
    Collections.reverse(all);
    return all.stream().skip(offset).limit(limit).toList();
  }

  @Override
  public void close() {}
}
