package org.boltj.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.Closed;
import org.boltj.channel.PersistentState;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/**
 * A store that lasts as long as the object, for tests and simulations. It keeps the same bytes as
 * the one on disk, so that a node that starts again on it has gone through the stored formats. A
 * node may be closed and another one started on the same object.
 */
public final class MemoryStore implements Store {
  private final Map<ChannelId, ChannelRecord> channels = new LinkedHashMap<>();
  private final Map<ChannelId, RevokedHtlcLog> revoked = new HashMap<>();
  private final LinkedHashMap<PaymentHash, Bytes> invoices = new LinkedHashMap<>();
  private final LinkedHashMap<PaymentId, Bytes> payments = new LinkedHashMap<>();
  private final LinkedHashMap<PaymentId, Bytes> pendingPayments = new LinkedHashMap<>();
  private final Map<PaymentHash, List<PaymentId>> paymentsByHash = new LinkedHashMap<>();
  private final Map<PublicKey, PeerRecord> peers = new LinkedHashMap<>();
  private final Map<PublicKey, KeptBlob> peerStorage = new HashMap<>();
  private final Map<String, Bytes> meta = new LinkedHashMap<>();
  private final Map<ShortChannelId, Change.PutGossipChannel> gossipChannels = new LinkedHashMap<>();
  private final Map<UpdateKey, Change.PutGossipUpdate> gossipUpdates = new LinkedHashMap<>();
  private final Map<PublicKey, Change.PutGossipNode> gossipNodes = new LinkedHashMap<>();
  private Bytes trail = ChainTrailCodec.encode(ChainTrail.EMPTY);

  private record KeptBlob(Bytes blob, int untilHeight) {}

  private record UpdateKey(ShortChannelId shortChannelId, int direction) {}

  @FunctionalInterface
  private interface Decoding<T> {
    T decode(Bytes sealed) throws StoreException;
  }

  @Override
  public synchronized StoredNode load() throws StoreException {
    List<PersistentState> states = new ArrayList<>(channels.size());
    for (ChannelRecord channel : channels.values()) {
      states.add(channel.decode());
    }
    return new StoredNode(
        states,
        decodeAll(pendingPayments.sequencedValues(), PaymentCodec::decode),
        List.copyOf(peers.values()),
        ChainTrailCodec.decode(trail),
        meta,
        new StoredGossip(
            List.copyOf(gossipChannels.values()),
            List.copyOf(gossipUpdates.values()),
            List.copyOf(gossipNodes.values())));
  }

  @Override
  public synchronized void write(StoreBatch batch) {
    batch.changes().forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutChannel put -> {
        channels.put(put.state().channelId(), ChannelRecord.encode(put.state()));
        if (put.state() instanceof Closed) {
          revoked.remove(put.state().channelId());
        }
      }
      case Change.AddRevokedHtlcs add -> addRevoked(add);
      case Change.RemoveChannel remove -> {
        channels.remove(remove.channelId());
        revoked.remove(remove.channelId());
      }
      case Change.PutInvoice put ->
          invoices.put(put.invoice().paymentHash(), InvoiceCodec.encode(put.invoice()));
      case Change.PutPayment put -> putPayment(put.payment());
      case Change.PutPeer put -> peers.put(put.peer().nodeId(), put.peer());
      case Change.RemovePeer remove -> peers.remove(remove.nodeId());
      case Change.PutPeerStorage put ->
          peerStorage.put(put.nodeId(), new KeptBlob(put.blob(), Integer.MAX_VALUE));
      case Change.KeepPeerStorage keep ->
          peerStorage.computeIfPresent(
              keep.nodeId(), (id, kept) -> new KeptBlob(kept.blob(), keep.untilHeight()));
      case Change.DropPeerStorage drop ->
          peerStorage.values().removeIf(kept -> kept.untilHeight() <= drop.height());
      case Change.PutChainTrail put -> trail = ChainTrailCodec.encode(put.trail());
      case Change.PutMeta put -> meta.put(put.name(), put.value());
      case Change.PutGossipChannel put -> gossipChannels.put(put.shortChannelId(), put);
      case Change.PutGossipUpdate put ->
          gossipUpdates.put(new UpdateKey(put.shortChannelId(), put.direction()), put);
      case Change.PutGossipNode put -> gossipNodes.put(put.nodeId(), put);
      case Change.RemoveGossipChannel remove -> removeGossip(remove.shortChannelId());
    }
  }

  private void addRevoked(Change.AddRevokedHtlcs add) {
    RevokedHtlcLog log = revoked.computeIfAbsent(add.channelId(), id -> new RevokedHtlcLog());
    add.htlcs().forEach(log::add);
  }

  @Override
  public synchronized List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber) {
    RevokedHtlcLog log = revoked.get(channelId);
    return log == null ? List.of() : log.find(commitmentNumber);
  }

  @Override
  public synchronized Optional<Bytes> peerStorage(PublicKey nodeId) {
    return Optional.ofNullable(peerStorage.get(nodeId)).map(KeptBlob::blob);
  }

  private void putPayment(PaymentRecord payment) {
    Bytes sealed = PaymentCodec.encode(payment);
    if (payments.put(payment.id(), sealed) == null) {
      paymentsByHash
          .computeIfAbsent(payment.paymentHash(), hash -> new ArrayList<>())
          .add(payment.id());
    }
    if (payment.isPending()) {
      pendingPayments.put(payment.id(), sealed);
    } else {
      pendingPayments.remove(payment.id());
    }
  }

  private void removeGossip(ShortChannelId shortChannelId) {
    gossipChannels.remove(shortChannelId);
    gossipUpdates.remove(new UpdateKey(shortChannelId, 0));
    gossipUpdates.remove(new UpdateKey(shortChannelId, 1));
  }

  @Override
  public synchronized Optional<InvoiceRecord> invoice(PaymentHash paymentHash)
      throws StoreException {
    Bytes sealed = invoices.get(paymentHash);
    return sealed == null ? Optional.empty() : Optional.of(InvoiceCodec.decode(sealed));
  }

  @Override
  public synchronized List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return page(invoices.sequencedValues(), offset, limit, InvoiceCodec::decode);
  }

  @Override
  public synchronized Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    Bytes sealed = payments.get(id);
    return sealed == null ? Optional.empty() : Optional.of(PaymentCodec.decode(sealed));
  }

  @Override
  public synchronized List<PaymentRecord> paymentsFor(PaymentHash paymentHash)
      throws StoreException {
    List<PaymentId> ids = paymentsByHash.getOrDefault(paymentHash, List.of());
    return decodeAll(ids.reversed().stream().map(payments::get).toList(), PaymentCodec::decode);
  }

  @Override
  public synchronized List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return page(payments.sequencedValues(), offset, limit, PaymentCodec::decode);
  }

  private static <T> List<T> page(
      SequencedCollection<Bytes> oldestFirst, int offset, int limit, Decoding<T> decoding)
      throws StoreException {
    return decodeAll(oldestFirst.reversed().stream().skip(offset).limit(limit).toList(), decoding);
  }

  private static <T> List<T> decodeAll(SequencedCollection<Bytes> sealed, Decoding<T> decoding)
      throws StoreException {
    List<T> values = new ArrayList<>(sealed.size());
    for (Bytes each : sealed) {
      values.add(decoding.decode(each));
    }
    return values;
  }

  @Override
  public void close() {}
}
