package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.PublicKey;
import org.boltj.channel.Normal;
import org.boltj.commitment.HtlcDirection;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.RevokedHtlc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store in a database must do, beside what every store must. */
abstract class SqlStoreConformance extends StoreConformance {
  private static final StoreKey KEY = key(1);

  @TempDir Path backups;

  private final RandomRecords random = new RandomRecords(5);

  /** The same store each time within a test. */
  abstract SqlStore open(Optional<StoreKey> key) throws StoreException;

  @Override
  final Store create() throws StoreException {
    return open(Optional.empty());
  }

  @Override
  final Store reopen() throws StoreException {
    return open(Optional.empty());
  }

  static StoreKey key(int number) {
    byte[] secret = new byte[StoreKey.SIZE];
    secret[0] = (byte) number;
    return StoreKey.of(secret);
  }

  private static void assertRefused(StoreOpening opening, String... words) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> opening.open().close())
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private interface StoreOpening {
    Store open() throws StoreException;
  }

  /** One of each kind of change. */
  private List<Change> content() {
    Normal channel = random.draw(Normal.class);
    return List.of(
        new Change.PutChannel(channel),
        new Change.AddRevokedHtlcs(
            channel.channelId(),
            List.of(
                new RevokedHtlc(
                    HtlcDirection.OFFERED, 3, random.bytes(20), new CltvExpiry(800_000), 9))),
        new Change.PutInvoice(random.draw(InvoiceRecord.class)),
        new Change.PutInvoice(random.draw(InvoiceRecord.class)),
        new Change.PutPayment(random.draw(PaymentRecord.class)),
        new Change.PutPayment(random.draw(PaymentRecord.class).with(new PaymentRecord.Pending())),
        StoredDatabase.OTHERS.get(0),
        StoredDatabase.OTHERS.get(1),
        new Change.PutPeerStorage(random.draw(PublicKey.class), random.bytes(60_000)),
        new Change.PutChainTrail(random.draw(ChainTrail.class)),
        StoredDatabase.OTHERS.get(3),
        StoredDatabase.OTHERS.get(5),
        StoredDatabase.OTHERS.get(6));
  }

  private static void assertHolds(Store store, List<Change> content) throws StoreException {
    StoredNode node = store.load();
    assertThat(node.channels()).isNotEmpty();
    assertThat(content)
        .allSatisfy(
            change -> {
              switch (change) {
                case Change.PutChannel put -> assertThat(node.channels()).contains(put.state());
                case Change.AddRevokedHtlcs add ->
                    assertThat(store.revokedHtlcs(add.channelId(), 0)).isEqualTo(add.htlcs());
                case Change.PutInvoice put ->
                    assertThat(store.invoice(put.invoice().paymentHash())).contains(put.invoice());
                case Change.PutPayment put ->
                    assertThat(store.payment(put.payment().id())).contains(put.payment());
                case Change.PutPeer put -> assertThat(node.peers()).contains(put.peer());
                case Change.PutChainTrail put -> assertThat(node.trail()).isEqualTo(put.trail());
                case Change.PutMeta put ->
                    assertThat(node.meta()).containsEntry(put.name(), put.value());
                case Change.PutGossipChannel put ->
                    assertThat(node.gossip().channels()).contains(put);
                case Change.PutGossipUpdate put ->
                    assertThat(node.gossip().updates()).contains(put);
                case Change.PutGossipNode put -> assertThat(node.gossip().nodes()).contains(put);
                case Change.PutPeerStorage put ->
                    assertThat(store.peerStorage(put.nodeId())).contains(put.blob());
                case Change.KeepPeerStorage keep -> throw new AssertionError(keep);
                case Change.DropPeerStorage drop -> throw new AssertionError(drop);
                case Change.RemoveChannel remove -> throw new AssertionError(remove);
                case Change.RemovePeer remove -> throw new AssertionError(remove);
                case Change.RemoveGossipChannel remove -> throw new AssertionError(remove);
              }
            });
    assertThat(store.invoices(0, 100).reversed())
        .isEqualTo(
            content.stream()
                .filter(Change.PutInvoice.class::isInstance)
                .map(change -> ((Change.PutInvoice) change).invoice())
                .toList());
  }

  @Test
  void aSecondUserIsRefused() throws Exception {
    store.write(new StoreBatch(content()));

    assertRefused(() -> open(Optional.empty()), "it is in use by", "stop that one first");
    // The refused attempt must not have opened the way.
    assertRefused(() -> open(Optional.empty()), "it is in use by");
    store.write(new StoreBatch(content()));
  }

  @Test
  void aBatchThatFailsInItsMidstLeavesNothing() throws Exception {
    Normal stored = random.draw(Normal.class);
    Normal absent = random.draw(Normal.class);
    store.write(new StoreBatch(List.of(new Change.PutChannel(stored))));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store.write(
                    new StoreBatch(
                        List.of(
                            new Change.PutMeta("name", Bytes.EMPTY),
                            new Change.RemoveChannel(stored.channelId()),
                            new Change.AddRevokedHtlcs(absent.channelId(), List.of())))))
        .withMessageContaining("not in the store");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.load())
        .withMessageContaining("an earlier write failed");
    store.close();
    store = reopen();
    assertThat(store.load().channels()).containsExactly(stored);
    assertThat(store.load().meta()).isEmpty();
  }

  @Test
  void aClosedStoreRefusesAll() throws Exception {
    store.close();
    store.close();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.write(new StoreBatch(content())))
        .withMessageContaining("it is closed");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.load())
        .withMessageContaining("it is closed");
  }

  @Test
  void aBackupHoldsAllOfOneMomentWhileTheStoreGoesOn() throws Exception {
    List<Change> content = content();
    store.write(new StoreBatch(content));
    Path file = backups.resolve("backup.db");
    long before = System.currentTimeMillis();

    ((SqlStore) store).backup(file);
    store.write(new StoreBatch(content()));

    try (Store backup = SqliteStore.open(file)) {
      assertHolds(backup, content);
      Bytes made = backup.load().meta().get(StoredNode.COPY_MARK);
      assertThat(Long.parseLong(made.toHex(), 16)).isBetween(before, System.currentTimeMillis());
    }
    assertThat(store.load().meta()).doesNotContainKey(StoredNode.COPY_MARK);
    try (var files = Files.list(backups)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("backup.db", "backup.db.lock");
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> ((SqlStore) store).backup(file))
        .withMessageContaining("it exists already");
  }

  @Test
  void theBackupOfAnEncryptedStoreIsEncrypted() throws Exception {
    store.close();
    List<Change> content = content();
    Path file = backups.resolve("backup.db");
    try (SqlStore encrypted = openOther(KEY)) {
      encrypted.write(new StoreBatch(content));
      encrypted.backup(file);
    }

    assertRefused(() -> SqliteStore.open(file), "it is encrypted", "give the key");
    try (Store backup = SqliteStore.open(file, KEY)) {
      assertHolds(backup, content);
    }
  }

  @Test
  void copiesToAnyOtherStore() throws Exception {
    List<Change> content = content();
    store.write(new StoreBatch(content));

    try (SqlStore encrypted = SqliteStore.open(backups.resolve("copy.db"), KEY)) {
      ((SqlStore) store).copyTo(encrypted);
      assertHolds(encrypted, content);
      Store memory = new MemoryStore();
      encrypted.copyTo(memory);
      assertHolds(memory, content);
      try (Store server =
          PostgresStore.open(TestPostgres.url(), TestPostgres.newSchema(), key(2))) {
        encrypted.copyTo(server);
        assertHolds(server, content);
      }
    }
  }

  @Test
  void theRightKeyIsNeeded() throws Exception {
    assertThat(KEY.toString()).isEqualTo("StoreKey(**)");
    store.close();
    assertRefused(() -> open(Optional.of(KEY)), "it is not encrypted", "encrypt it first");

    try (SqlStore encrypted = openOther(KEY)) {
      encrypted.write(new StoreBatch(content()));
    }
    assertRefused(() -> open(Optional.empty()), "it is encrypted", "give the key");
    assertRefused(() -> open(Optional.of(key(2))), "it is encrypted under another key");
    open(Optional.of(KEY)).close();
  }

  /** A store that is new, which {@link #open} opens from now on. */
  abstract SqlStore openOther(StoreKey key) throws StoreException;
}
