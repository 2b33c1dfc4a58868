package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.PublicKey;
import org.boltj.channel.Normal;
import org.boltj.commitment.HtlcDirection;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.RevokedHtlc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the file without the key learns nothing of it and can change nothing unnoticed. */
class StoreEncryptionTest {
  private static final StoreKey KEY = SqlStoreConformance.key(1);
  private static final StoreKey OTHER = SqlStoreConformance.key(2);

  @TempDir Path directory;

  private final RandomRecords random = new RandomRecords(11);
  private final Normal channel = random.draw(Normal.class);
  private final InvoiceRecord invoice = random.draw(InvoiceRecord.class);
  private final PaymentRecord payment = random.draw(PaymentRecord.class);
  private final PublicKey peer = random.draw(PublicKey.class);
  private final RevokedHtlc revoked =
      new RevokedHtlc(HtlcDirection.OFFERED, 1, random.bytes(20), new CltvExpiry(800_000), 4);
  private Path file;

  @BeforeEach
  void setUp() {
    file = directory.resolve("node.db");
  }

  private StoreBatch content() {
    return new StoreBatch(
        List.of(
            new Change.PutChannel(channel),
            new Change.AddRevokedHtlcs(channel.channelId(), List.of(revoked)),
            new Change.PutInvoice(invoice),
            new Change.PutPayment(payment),
            new Change.PutPeer(new PeerRecord(peer, "peer.example", 9735)),
            new Change.PutPeerStorage(peer, Bytes.fromHex("aabbccddeeff00112233")),
            new Change.PutMeta("network", Bytes.fromHex("112233445566778899"))));
  }

  /** What would give a payment, a channel or a secret away. */
  private List<Bytes> secrets() {
    return List.of(
        channel.channelId().value(),
        channel.params().funding().txid().value(),
        channel.commitments().remoteCommit().perCommitmentPoint().value(),
        revoked.paymentHash160(),
        invoice.paymentHash().value(),
        invoice.paymentPreimage().value(),
        payment.id().value(),
        payment.paymentHash().value(),
        peer.value(),
        Bytes.fromHex("aabbccddeeff00112233"),
        Bytes.fromHex("112233445566778899"));
  }

  /** Which of them stand in the files. */
  private List<Bytes> found() throws Exception {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("node.db", "node.db-wal")) {
      Path path = directory.resolve(name);
      if (Files.exists(path)) {
        all.append(HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return secrets().stream().filter(bytes -> all.indexOf(bytes.toHex()) >= 0).toList();
  }

  @Test
  void nothingPrivateStandsInTheFile() throws Exception {
    try (SqliteStore clear = SqliteStore.open(file)) {
      clear.write(content());
      // So that the search is known to find what is there.
      assertThat(found()).hasSizeGreaterThan(8);
    }
    Files.delete(file);

    try (SqliteStore store = SqliteStore.open(file, KEY)) {
      store.write(content());
      assertThat(found()).isEmpty();
      assertHolds(store);
    }
    assertThat(found()).isEmpty();
  }

  private void assertHolds(Store store) throws StoreException {
    assertThat(store.load().channels()).containsExactly(channel);
    assertThat(store.revokedHtlcs(channel.channelId(), 0)).containsExactly(revoked);
    assertThat(store.invoice(invoice.paymentHash())).contains(invoice);
    assertThat(store.paymentsFor(payment.paymentHash())).containsExactly(payment);
    assertThat(store.peerStorage(peer)).isPresent();
  }

  @Test
  void theSameRecordLooksDifferentEachTime() {
    RecordSeal seal = RecordSeal.of(Optional.of(KEY));
    byte[] key = seal.key("invoice", Bytes.zeros(32));

    byte[] first = seal.seal("invoice", key, Bytes.zeros(100));
    byte[] second = seal.seal("invoice", key, Bytes.zeros(100));

    assertThat(first).hasSize(100 + 24 + 16).isNotEqualTo(second);
    assertThat(seal.key("invoice", Bytes.zeros(32))).isEqualTo(key).hasSize(16);
    assertThat(seal.key("payment", Bytes.zeros(32))).isNotEqualTo(key);
  }

  @Test
  void aRecordCannotTakeThePlaceOfAnother() throws Exception {
    writeTwoInvoices();
    execute(
        "UPDATE invoice SET record = (SELECT record FROM invoice WHERE number = 2)"
            + " WHERE number = 1");

    assertDamaged();
  }

  @Test
  void aRecordCannotTakeAnotherTable() throws Exception {
    try (SqliteStore store = SqliteStore.open(file, KEY)) {
      store.write(content());
    }
    execute("UPDATE channel_secrets SET record = (SELECT record FROM channel_state)");

    assertDamaged();
  }

  @Test
  void aChangedRecordIsFoundOut() throws Exception {
    writeTwoInvoices();
    execute("UPDATE invoice SET record = substr(record, 1, length(record) - 1) || x'00'");

    assertDamaged();
  }

  private void writeTwoInvoices() throws StoreException {
    try (SqliteStore store = SqliteStore.open(file, KEY)) {
      store.write(
          new StoreBatch(
              List.of(
                  new Change.PutInvoice(invoice),
                  new Change.PutInvoice(random.draw(InvoiceRecord.class)))));
    }
  }

  private void assertDamaged() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () -> {
              try (SqliteStore store = SqliteStore.open(file, KEY)) {
                store.load();
                store.invoices(0, 10);
              }
            })
        .withMessageContaining(file.toString())
        .withMessageContaining("authentication tag is wrong");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theKeyCanBeGivenChangedAndTakenAway() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.write(content());
    }

    SqliteStore.changeKey(file, Optional.empty(), Optional.of(KEY));
    assertThat(found()).isEmpty();
    SqliteStore.changeKey(file, Optional.of(KEY), Optional.of(OTHER));
    assertThat(found()).isEmpty();
    try (SqliteStore store = SqliteStore.open(file, OTHER)) {
      assertHolds(store);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> SqliteStore.changeKey(file, Optional.of(OTHER), Optional.empty()))
          .withMessageContaining("in use by");
    }
    SqliteStore.changeKey(file, Optional.of(OTHER), Optional.empty());

    try (SqliteStore store = SqliteStore.open(file)) {
      assertHolds(store);
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("node.db", "node.db.lock");
    }
  }

  @Test
  void theKeyOfAMissingStoreIsNotChanged() throws Exception {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteStore.changeKey(file, Optional.empty(), Optional.of(KEY)))
        .withMessageContaining(file.toString())
        .withMessageContaining("no such file");

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aWrongKeyChangesNothing() throws Exception {
    writeTwoInvoices();
    byte[] before = Files.readAllBytes(file);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteStore.changeKey(file, Optional.of(OTHER), Optional.of(KEY)))
        .withMessageContaining("another key");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aKeyHasThirtyTwoBytesAndCanBeWiped() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.of(new byte[31]));
    byte[] secret = random.bytes(32).toArray();
    StoreKey key = StoreKey.of(secret);
    try (SqliteStore store = SqliteStore.open(file, key)) {
      key.close();
      store.write(content());
      assertHolds(store);
    }
    SqliteStore.open(file, StoreKey.of(secret)).close();
  }

  @Test
  void aClosedKeyOpensMakesAndChangesNothing() throws Exception {
    StoreKey closed = SqlStoreConformance.key(3);
    closed.close();
    closed.close();

    assertKeyIsClosed(() -> SqliteStore.open(file, closed));
    assertThat(file).doesNotExist();

    writeTwoInvoices();
    byte[] before = Files.readAllBytes(file);
    assertKeyIsClosed(() -> SqliteStore.open(file, closed));
    assertKeyIsClosed(() -> SqliteStore.changeKey(file, Optional.of(KEY), Optional.of(closed)));
    assertKeyIsClosed(() -> SqliteStore.changeKey(file, Optional.of(closed), Optional.of(KEY)));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private static void assertKeyIsClosed(ThrowingCallable use) {
    assertThatIllegalStateException().isThrownBy(use).withMessageContaining("the key is closed");
  }

  @Test
  void anArrayThatWasOverwrittenIsNoKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreKey.of(new byte[StoreKey.SIZE]))
        .withMessageContaining("all zeros");
  }
}
