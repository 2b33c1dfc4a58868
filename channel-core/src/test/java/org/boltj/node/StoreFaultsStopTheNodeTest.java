package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.boltj.base.MilliSatoshi;
import org.boltj.store.FaultyStores;
import org.boltj.store.PostgresStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.boltj.store.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the disk or the server does: when a write fails the node says why and stops, and nothing
 * of that round leaves it.
 */
class StoreFaultsStopTheNodeTest {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(1_000);

  @TempDir Path directory;

  private final TestWorld world = new TestWorld();

  /** What breaks a store that is in use. */
  private interface Fault {
    void happen() throws Exception;
  }

  private Path file() {
    return directory.resolve("a.db");
  }

  @Test
  void aFileThatIsRemoved() throws Exception {
    assertStops(
        SqliteStore.open(file()),
        () -> Files.delete(file()),
        "it was removed or replaced while the node used it");
  }

  @Test
  void aLogThatIsRemoved() throws Exception {
    assertStops(
        SqliteStore.open(file()),
        () -> Files.delete(directory.resolve("a.db-wal")),
        "it was removed or replaced while the node used it");
  }

  @Test
  void aDirectoryThatIsRenamed() throws Exception {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    assertStops(
        SqliteStore.open(inner.resolve("a.db")),
        () -> Files.move(inner, directory.resolve("elsewhere")),
        "it was removed or replaced while the node used it");
  }

  @Test
  void aFileThatIsReplacedByACopy() throws Exception {
    assertStops(
        SqliteStore.open(file()),
        () -> {
          Path copy = directory.resolve("copy.db");
          Files.copy(file(), copy);
          Files.delete(file());
          Files.move(copy, file());
        },
        "it was removed or replaced while the node used it");
  }

  @Test
  void aFileThatAnotherProgramLocks() throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      assertStops(
          SqliteStore.open(file()), () -> execute(other, "BEGIN IMMEDIATE"), "has locked it");
    }
  }

  @Test
  void aTableThatCannotBeWritten() throws Exception {
    assertStops(
        SqliteStore.open(file()),
        () -> {
          try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            execute(other, "DROP TABLE channel_state");
          }
        },
        "no such table: channel_state");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aServerThatEndsTheSession() throws Exception {
    String schema = TestPostgres.newSchema();
    assertStops(
        PostgresStore.open(TestPostgres.url(), schema),
        () -> TestPostgres.endSession(schema),
        "the connection was lost");
  }

  @Test
  void aServerThatRefusesAWrite() throws Exception {
    String schema = TestPostgres.newSchema();
    assertStops(
        PostgresStore.open(TestPostgres.url(), schema),
        () ->
            TestPostgres.execute(
                "ALTER TABLE "
                    + schema
                    + ".channel_state ADD CHECK (length(record) < 0) NOT VALID"),
        "violates check constraint");
  }

  private void assertStops(Store store, Fault fault, String why) throws Exception {
    world.useStore("a", store);
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    world.channel(a, b, 1_000_000);
    assertThat(world.await(a.keysend(b.nodeId(), AMOUNT, PayOptions.DEFAULT))).isNotNull();
    fault.happen();
    world.hold(a, b);

    var payment = a.keysend(b.nodeId(), AMOUNT, PayOptions.DEFAULT);
    world.settle();

    assertThatThrownBy(payment::join)
        .hasCauseInstanceOf(LightningException.NodeStopped.class)
        .hasMessageContaining("the node has stopped: the store failed:")
        .hasMessageContaining(why);
    // The end of the connection, and no message before it.
    assertThat(world.heldMessages(a, b)).isEqualTo(1);
    world.release(a, b);
    world.settle();
    assertThat(b.peers()).isEmpty();
    assertThat(world.events("a", NodeEvent.Stopped.class))
        .singleElement()
        .satisfies(
            stopped -> assertThat(stopped.reason()).startsWith("the store failed:").contains(why));
    assertThat(a.poll(world.nowMillis)).isFalse();
  }

  @Test
  void aDiskThatIsFullStopsTheNodeAndLosesNothing() throws Exception {
    world.useStore("a", FaultyStores.onSmallDisk(file(), 90));
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    world.channel(a, b, 10_000_000);
    int paid = payUntilItStops(a, b);
    assertThat(world.events("a", NodeEvent.Stopped.class))
        .singleElement()
        .satisfies(stopped -> assertThat(stopped.reason()).contains("the disk is full"));
    assertThat(paid).isPositive();

    world.stop("a");
    world.useStore("a", SqliteStore.open(file()));
    LightningNode again = world.start("a");
    world.connect(again, b);
    world.settle();

    // Both sides agree on everything, and what was paid stays paid.
    assertThat(again.channels().getFirst().localBalance().msat())
        .isEqualTo(10_000_000_000L - receivedBy(b));
    assertThat(receivedBy(b)).isBetween(paid * AMOUNT.msat(), (paid + 1) * AMOUNT.msat());
    assertThat(world.await(again.keysend(b.nodeId(), AMOUNT, PayOptions.DEFAULT))).isNotNull();
  }

  private int payUntilItStops(LightningNode a, LightningNode b) {
    for (int paid = 0; paid < 1_000; paid++) {
      var payment = a.keysend(b.nodeId(), AMOUNT, PayOptions.DEFAULT);
      world.settle();
      if (payment.isCompletedExceptionally()) {
        return paid;
      }
    }
    throw new AssertionError("the disk was never full");
  }

  private static long receivedBy(LightningNode node) {
    return node.channels().getFirst().localBalance().msat();
  }

  @Test
  void aDamagedStoreDoesNotStart() throws Exception {
    world.useStore("a", SqliteStore.open(file()));
    LightningNode a = world.node("a");
    world.channel(a, world.node("b"), 1_000_000);
    world.stop("a");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      execute(other, "UPDATE channel_state SET record = substr(record, 1, length(record) - 1)");
    }
    world.useStore("a", SqliteStore.open(file()));

    assertThat(catchThrowable(() -> world.start("a")))
        .isInstanceOf(AssertionError.class)
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged");
  }
}
