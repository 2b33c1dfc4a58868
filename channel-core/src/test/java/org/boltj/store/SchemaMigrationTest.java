package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.PersistentState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of every version load, with all that was in them. */
class SchemaMigrationTest {
  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void setUp() {
    file = directory.resolve("node.db");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void loads(int version) throws Exception {
    StoredDatabase.restore(dump(version), file);

    try (SqliteStore store = SqliteStore.open(file)) {
      assertHolds(store, "/stored/version" + version);
      store.write(WritingProcess.batch(1));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.load().meta()).containsKey("number");
    }
  }

  @Test
  void loadsOneThatWasEncrypted() throws Exception {
    StoredDatabase.restore(read("/stored/version2/encrypted.sql"), file);

    try (SqliteStore store = SqliteStore.open(file, StoredDatabase.key())) {
      assertHolds(store, "/stored/version2");
    }
  }

  @Test
  void keepsACopyOfTheOlderVersion() throws Exception {
    StoredDatabase.restore(dump(1), file);

    SqliteStore.open(file).close();

    Path copy = directory.resolve("node.db.version1");
    List<String> expected = new ArrayList<>(dump(1));
    expected.add("INSERT INTO meta VALUES ('copy', X'01')");
    assertThat(StoredDatabase.dump(copy)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(StoredDatabase.dump(file)).contains("PRAGMA user_version = 2");
  }

  @Test
  void isTheSameAsANewOneAfterwards() throws Exception {
    StoredDatabase.restore(dump(1), file);
    SqliteStore.open(file).close();
    Path fresh = directory.resolve("fresh.db");
    SqliteStore.open(fresh).close();

    assertThat(schema(file)).containsExactlyInAnyOrderElementsOf(schema(fresh));
  }

  private static List<String> schema(Path database) throws Exception {
    return StoredDatabase.dump(database).stream()
        .filter(line -> !line.startsWith("INSERT"))
        .toList();
  }

  @Test
  void aMigrationThatFailsLeavesAllAsItWas() throws Exception {
    List<String> damaged = new ArrayList<>(dump(1));
    damaged.add("INSERT INTO peer VALUES (X'020202', 'short.example', 9735)");
    StoredDatabase.restore(damaged, file);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqliteStore.open(file))
        .withMessageContaining("cannot be brought up to date")
        .withMessageContaining("left as it was");

    assertThat(StoredDatabase.dump(file)).containsExactlyInAnyOrderElementsOf(damaged);
  }

  private static void assertHolds(Store store, String samples) throws Exception {
    StoredNode node = store.load();
    Map<ChannelId, String> channels = new HashMap<>();
    for (String name : StoredSample.names(samples)) {
      Map<String, String> expected = StoredSample.expected(samples, name);
      switch (name) {
        case "InvoiceRecord" ->
            assertThat(StoredSample.values(store.invoices(0, 10).getFirst()))
                .containsAllEntriesOf(expected);
        case "PaymentRecord" ->
            assertThat(StoredSample.values(store.payments(0, 10).getFirst()))
                .containsAllEntriesOf(expected);
        case "ChainTrail" ->
            assertThat(StoredSample.values(node.trail())).containsAllEntriesOf(expected);
        // Of samples of the same channel the database has the last.
        default -> {
          Object state = StoredSample.decode(name, StoredSample.read(samples, name));
          channels.put(((PersistentState) state).channelId(), name);
        }
      }
    }
    assertThat(node.channels()).hasSameSizeAs(channels.keySet());
    for (PersistentState state : node.channels()) {
      String name = channels.get(state.channelId());
      assertThat(StoredSample.values(state))
          .containsAllEntriesOf(StoredSample.expected(samples, name));
    }
    for (Change change : StoredDatabase.OTHERS) {
      switch (change) {
        case Change.PutPeer put -> assertThat(node.peers()).containsExactly(put.peer());
        case Change.PutMeta put ->
            assertThat(node.meta().getOrDefault(put.name(), Bytes.of((byte) 9)))
                .isEqualTo(put.value());
        case Change.PutGossipChannel put -> assertThat(node.gossip().channels()).contains(put);
        case Change.PutGossipUpdate put -> assertThat(node.gossip().updates()).contains(put);
        case Change.PutGossipNode put -> assertThat(node.gossip().nodes()).contains(put);
        default -> throw new AssertionError(change);
      }
    }
  }

  private static List<String> dump(int version) throws Exception {
    return read("/stored/version" + version + "/database.sql");
  }

  private static List<String> read(String resource) throws Exception {
    try (var in = SchemaMigrationTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void theCopyIsReadableByItsOwnerAlone() throws Exception {
    StoredDatabase.restore(dump(1), file);
    SqliteStore.open(file).close();

    Path copy = directory.resolve("node.db.version1");
    if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(copy)).hasSize(2);
    }
  }
}
