package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.Closing;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.commitment.HtlcDirection;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.Commitments;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class StoreConformance {
  private final RandomRecords random = new RandomRecords(getClass().getSimpleName().hashCode());
  Store store;

  /** A new, empty store. */
  abstract Store create() throws Exception;

  /** What a node finds that starts after the store was closed. */
  abstract Store reopen() throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = create();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() throws Exception {
    store.close();
    store = reopen();
  }

  private void write(Change... changes) throws StoreException {
    store.write(new StoreBatch(List.of(changes)));
  }

  @Test
  void isEmptyAtFirst() throws Exception {
    StoredNode node = store.load();

    assertThat(node.channels()).isEmpty();
    assertThat(node.pendingPayments()).isEmpty();
    assertThat(node.peers()).isEmpty();
    assertThat(node.trail()).isEqualTo(ChainTrail.EMPTY);
    assertThat(node.meta()).isEmpty();
    assertThat(node.gossip()).isEqualTo(StoredGossip.EMPTY);
    assertThat(store.invoices(0, 10)).isEmpty();
    assertThat(store.payments(0, 10)).isEmpty();
  }

  @Test
  void keepsChannelsInTheOrderInWhichTheyCame() throws Exception {
    List<PersistentState> states =
        Stream.generate(() -> random.draw(PersistentState.class)).limit(20).toList();
    store.write(new StoreBatch(states.stream().<Change>map(Change.PutChannel::new).toList()));

    restart();

    assertThat(store.load().channels()).isEqualTo(states);
  }

  @Test
  void replacesTheStateOfAChannelWhateverPartsOfItChange() throws Exception {
    Normal first = random.draw(Normal.class);
    Normal otherCommitments = normal(first, random.draw(Normal.class));
    write(new Change.PutChannel(first));
    write(new Change.PutChannel(otherCommitments));
    assertThat(store.load().channels()).containsExactly(otherCommitments);

    restart();
    Closing closing = random.draw(Closing.class);
    Closing closed =
        new Closing(
            otherCommitments.commitments(),
            closing.onChain(),
            closing.error(),
            closing.sweepScript(),
            closing.funding());
    write(new Change.PutChannel(closed));
    restart();

    assertThat(store.load().channels()).containsExactly(closed);
  }

  /** The same channel with all else of another one, the peer's secrets too. */
  private static Normal normal(Normal channel, Normal content) {
    var c = content.commitments();
    return content.withCommitments(
        new Commitments(
            channel.params(),
            c.localChanges(),
            c.remoteChanges(),
            c.localCommit(),
            c.remoteCommit(),
            c.nextRemoteCommit(),
            c.remoteNextPerCommitmentPoint(),
            c.nextLocalHtlcId(),
            c.nextRemoteHtlcId(),
            c.undecided(),
            c.remoteSecrets()));
  }

  @Test
  void writesAChannelInFullThatWasRemovedBefore() throws Exception {
    Normal state = random.draw(Normal.class);
    write(new Change.PutChannel(state));
    write(new Change.RemoveChannel(state.channelId()));
    assertThat(store.load().channels()).isEmpty();

    write(new Change.PutChannel(state));
    restart();

    assertThat(store.load().channels()).containsExactly(state);
  }

  @Test
  void appliesTheChangesOfABatchInTheirOrder() throws Exception {
    Normal state = random.draw(Normal.class);
    PeerRecord peer = random.draw(PeerRecord.class);
    write(
        new Change.PutChannel(state),
        new Change.RemoveChannel(state.channelId()),
        new Change.PutPeer(peer),
        new Change.PutPeer(new PeerRecord(peer.nodeId(), "other.example", 9735)));

    restart();

    assertThat(store.load().channels()).isEmpty();
    assertThat(store.load().peers())
        .containsExactly(new PeerRecord(peer.nodeId(), "other.example", 9735));
  }

  @Test
  void findsInvoicesByHashAndPagesThemNewestFirst() throws Exception {
    List<InvoiceRecord> invoices =
        Stream.generate(() -> random.draw(InvoiceRecord.class)).limit(25).toList();
    for (InvoiceRecord invoice : invoices) {
      write(new Change.PutInvoice(invoice));
    }
    InvoiceRecord paid = invoices.get(3).with(new InvoiceRecord.Cancelled());
    write(new Change.PutInvoice(paid));
    restart();

    assertThat(store.invoice(paid.paymentHash())).contains(paid);
    assertThat(store.invoice(random.draw(PaymentHash.class))).isEmpty();
    assertThat(store.invoices(0, 2)).containsExactly(invoices.get(24), invoices.get(23));
    assertThat(store.invoices(20, 2)).containsExactly(invoices.get(4), paid);
    assertThat(store.invoices(24, 10)).containsExactly(invoices.get(0));
    assertThat(store.invoices(25, 10)).isEmpty();
  }

  @Test
  void loadsPendingPaymentsAndPagesAllNewestFirst() throws Exception {
    List<PaymentRecord> payments =
        Stream.generate(() -> random.draw(PaymentRecord.class))
            .map(payment -> payment.with(new PaymentRecord.Pending()))
            .limit(5)
            .toList();
    for (PaymentRecord payment : payments) {
      write(new Change.PutPayment(payment));
    }
    PaymentRecord failed = payments.get(2).with(new PaymentRecord.Failed("no route", 7));
    write(new Change.PutPayment(failed));
    restart();

    assertThat(store.load().pendingPayments())
        .containsExactly(payments.get(0), payments.get(1), payments.get(3), payments.get(4));
    assertThat(store.payment(failed.id())).contains(failed);
    assertThat(store.payment(random.draw(PaymentId.class))).isEmpty();
    assertThat(store.payments(1, 2)).containsExactly(payments.get(3), failed);
  }

  @Test
  void findsAllPaymentsForAHash() throws Exception {
    PaymentRecord first = random.draw(PaymentRecord.class);
    PaymentRecord again =
        new PaymentRecord(
            random.draw(PaymentId.class),
            first.paymentHash(),
            first.recipient(),
            first.amount(),
            first.invoice(),
            first.createdAtMillis() + 1,
            new PaymentRecord.Pending(),
            List.of());
    write(new Change.PutPayment(first), new Change.PutPayment(again));
    write(new Change.PutPayment(random.draw(PaymentRecord.class)));

    restart();

    assertThat(store.paymentsFor(first.paymentHash())).containsExactly(again, first);
    assertThat(store.paymentsFor(random.draw(PaymentHash.class))).isEmpty();
  }

  @Test
  void keepsPeersTrailAndMeta() throws Exception {
    PeerRecord gone = new PeerRecord(random.draw(PublicKey.class), "gone.example", 9735);
    ChainTrail trail = random.draw(ChainTrail.class);
    write(new Change.PutPeer(gone), new Change.PutChainTrail(ChainTrail.EMPTY));
    write(
        new Change.RemovePeer(gone.nodeId()),
        new Change.PutChainTrail(trail),
        new Change.PutMeta("network", Bytes.fromHex("01")),
        new Change.PutMeta("network", Bytes.fromHex("02")),
        new Change.PutMeta("nothing", Bytes.EMPTY));

    restart();

    StoredNode node = store.load();
    assertThat(node.peers()).isEmpty();
    assertThat(node.trail()).isEqualTo(trail);
    assertThat(node.meta())
        .containsOnly(Map.entry("network", Bytes.fromHex("02")), Map.entry("nothing", Bytes.EMPTY));
  }

  @Test
  void keepsWhatPeersGaveUntilItMayBeDropped() throws Exception {
    PublicKey closed = new PublicKey(Bytes.fromHex("02" + "11".repeat(32)));
    PublicKey open = new PublicKey(Bytes.fromHex("02" + "22".repeat(32)));
    PublicKey back = new PublicKey(Bytes.fromHex("02" + "33".repeat(32)));
    Bytes newest = random.bytes(65_531);
    write(
        new Change.KeepPeerStorage(closed, 1),
        new Change.PutPeerStorage(closed, random.bytes(10)),
        new Change.PutPeerStorage(open, random.bytes(20)),
        new Change.PutPeerStorage(back, random.bytes(30)));
    write(new Change.PutPeerStorage(open, newest));
    write(new Change.KeepPeerStorage(closed, 200), new Change.KeepPeerStorage(back, 200));
    write(new Change.PutPeerStorage(back, Bytes.EMPTY));
    restart();

    write(new Change.DropPeerStorage(199));
    assertThat(store.peerStorage(closed))
        .hasValueSatisfying(b -> assertThat(b.size()).isEqualTo(10));
    write(new Change.DropPeerStorage(200));
    restart();

    assertThat(store.peerStorage(closed)).isEmpty();
    assertThat(store.peerStorage(open)).contains(newest);
    assertThat(store.peerStorage(back)).contains(Bytes.EMPTY);
  }

  @Test
  void keepsGossipAndForgetsTheUpdatesOfARemovedChannel() throws Exception {
    ShortChannelId kept = ShortChannelId.of(100, 1, 0);
    // Above the largest number with sign.
    ShortChannelId removed = new ShortChannelId(-5);
    var channel = new Change.PutGossipChannel(kept, random.bytes(430), Optional.empty(), 5);
    var update = new Change.PutGossipUpdate(kept, 1, random.bytes(138));
    var node = new Change.PutGossipNode(random.draw(PublicKey.class), random.bytes(150));
    write(
        new Change.PutGossipChannel(removed, random.bytes(430), Optional.of(Satoshi.of(7)), 5),
        new Change.PutGossipUpdate(removed, 0, random.bytes(138)),
        new Change.PutGossipUpdate(removed, 1, random.bytes(138)),
        channel,
        new Change.PutGossipUpdate(kept, 1, random.bytes(138)),
        update,
        node);
    assertThat(store.load().gossip().channels()).hasSize(2);
    write(new Change.RemoveGossipChannel(removed));

    restart();

    assertThat(store.load().gossip())
        .isEqualTo(new StoredGossip(List.of(channel), List.of(update), List.of(node)));
  }

  @Test
  void findsTheHtlcsThatARevokedCommitmentMayHold() throws Exception {
    Normal channel = random.draw(Normal.class);
    Normal other = random.draw(Normal.class);
    RevokedHtlc early = revoked(HtlcDirection.OFFERED, 0, 4);
    RevokedHtlc late = revoked(HtlcDirection.OFFERED, 1, 9);
    RevokedHtlc ours = revoked(HtlcDirection.RECEIVED, 0, 7);
    write(
        new Change.PutChannel(channel),
        new Change.AddRevokedHtlcs(channel.channelId(), List.of(late)),
        new Change.PutChannel(other));
    write(new Change.AddRevokedHtlcs(channel.channelId(), List.of(ours, early)));
    write(new Change.AddRevokedHtlcs(channel.channelId(), List.of(ours)));
    restart();
    store.load();

    assertThat(store.revokedHtlcs(channel.channelId(), 4)).containsExactly(early, late, ours);
    assertThat(store.revokedHtlcs(channel.channelId(), 5)).containsExactly(late, ours);
    assertThat(store.revokedHtlcs(channel.channelId(), 9)).containsExactly(late);
    assertThat(store.revokedHtlcs(channel.channelId(), 10)).isEmpty();
    assertThat(store.revokedHtlcs(other.channelId(), 0)).isEmpty();

    write(new Change.RemoveChannel(channel.channelId()), new Change.PutChannel(channel));
    assertThat(store.revokedHtlcs(channel.channelId(), 0)).isEmpty();
  }

  @Test
  void findsNoMoreRevokedHtlcsThanACommitmentCanHold() throws Exception {
    Normal channel = random.draw(Normal.class);
    List<RevokedHtlc> htlcs =
        LongStream.range(0, 600).mapToObj(id -> revoked(HtlcDirection.OFFERED, id, 5)).toList();
    write(new Change.PutChannel(channel));
    write(new Change.AddRevokedHtlcs(channel.channelId(), htlcs.reversed()));

    assertThat(store.revokedHtlcs(channel.channelId(), 5)).isEqualTo(htlcs.subList(0, 483));
  }

  private RevokedHtlc revoked(HtlcDirection direction, long id, long last) {
    return new RevokedHtlc(direction, id, random.bytes(20), new CltvExpiry(800_000 + id), last);
  }

  @Test
  void pagesTenThousandInvoices() throws Exception {
    InvoiceRecord sample = random.draw(InvoiceRecord.class);
    List<Change> changes = new ArrayList<>();
    List<PaymentHash> hashes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      hashes.add(new PaymentHash(random.bytes(32)));
      changes.add(new Change.PutInvoice(withHash(sample, hashes.getLast())));
    }
    store.write(new StoreBatch(changes));
    restart();

    assertThat(store.invoice(hashes.get(5_000))).contains(withHash(sample, hashes.get(5_000)));
    assertThat(store.invoices(3_000, 2))
        .extracting(InvoiceRecord::paymentHash)
        .containsExactly(hashes.get(6_999), hashes.get(6_998));
    assertThat(store.invoices(9_990, 1_000))
        .extracting(InvoiceRecord::paymentHash)
        .isEqualTo(hashes.subList(0, 10).reversed());
  }

  private static InvoiceRecord withHash(InvoiceRecord sample, PaymentHash hash) {
    return new InvoiceRecord(
        hash,
        sample.paymentPreimage(),
        sample.paymentSecret(),
        sample.amount(),
        sample.paymentMetadata(),
        sample.minFinalCltvExpiryDelta(),
        sample.invoice(),
        sample.createdAtSeconds(),
        sample.expiresAtSeconds(),
        sample.status());
  }

  @Test
  void keepsTheLargestRecords() throws Exception {
    // 966 HTLCs, half of them with their onions, and 48 secrets of the peer.
    Normal channel = new ChannelSamples(3).normal(483, 483, 1_000_000);
    Bytes megabyte = random.bytes(1_000_000);
    write(new Change.PutChannel(channel), new Change.PutMeta("large", megabyte));
    restart();

    assertThat(store.load().channels()).containsExactly(channel);
    assertThat(store.load().meta()).containsOnly(Map.entry("large", megabyte));
  }

  @Test
  void isReadByOthersWhileItIsWritten() throws Exception {
    PaymentRecord payment = random.draw(PaymentRecord.class).with(new PaymentRecord.Failed("0", 0));
    write(new Change.PutPayment(payment));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Long> reader =
        CompletableFuture.supplyAsync(() -> readWhile(done, payment.id()));
    for (int i = 1; i <= 300; i++) {
      write(new Change.PutPayment(payment.with(new PaymentRecord.Failed(Integer.toString(i), i))));
    }
    done.set(true);

    assertThat(reader.get(1, TimeUnit.MINUTES)).isBetween(0L, 300L);
    assertThat(readWhile(done, payment.id())).isEqualTo(300);
  }

  /** Reads at least once; what is read must never go back. */
  private long readWhile(AtomicBoolean done, PaymentId id) {
    long last = -1;
    try {
      do {
        PaymentRecord.Failed status =
            (PaymentRecord.Failed) store.payment(id).orElseThrow().status();
        long found = Long.parseLong(status.why());
        assertThat(found).isGreaterThanOrEqualTo(last);
        last = found;
      } while (!done.get());
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    return last;
  }

  @Test
  void takesAnEmptyBatch() throws Exception {
    write();

    assertThat(store.load().channels()).isEmpty();
  }
}
