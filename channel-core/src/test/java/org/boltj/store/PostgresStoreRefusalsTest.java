package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;

/** Every refusal names the server, the problem and what to do, and no password. */
class PostgresStoreRefusalsTest {
  private final String schema = TestPostgres.newSchema();

  @Test
  void addressOfAnotherDatabase() {
    assertRefused("jdbc:sqlite:node.db", "does not begin with jdbc:postgresql:");
  }

  @Test
  void schemaThatIsNoName() {
    for (String name : List.of("", "a b", "x;drop", "Ä", "a".repeat(64))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> PostgresStore.open(TestPostgres.url(), name))
          .withMessageContaining("is not a name of small letters");
    }
  }

  @Test
  void serverThatIsAway() {
    assertRefused(
        "jdbc:postgresql://127.0.0.1:1/postgres?user=me&password=secret",
        "jdbc:postgresql://127.0.0.1:1/postgres, schema " + schema,
        "it cannot be reached",
        "start it");
  }

  @Test
  void databaseThatDoesNotExist() {
    assertRefused(
        TestPostgres.url().replace("/postgres?", "/absent?"), "no such database", "create it");
  }

  @Test
  void userThatDoesNotExist() {
    assertRefused(
        TestPostgres.url().replace("user=postgres", "user=nobody"), "refuses user or password");
  }

  @Test
  void userWithoutRights() throws Exception {
    String user = schema + "_user";
    TestPostgres.execute("CREATE ROLE " + user + " LOGIN");

    assertRefused(
        TestPostgres.url().replace("user=postgres", "user=" + user), "lacks a right", "grant it");
  }

  @Test
  void commitsThatDoNotWaitForTheDisk() {
    for (String value : List.of("off", "local", "remote_write")) {
      assertRefused(
          TestPostgres.url() + "&options=-c%20synchronous_commit%3D" + value,
          "synchronous_commit is " + value,
          "a crash could lose",
          "set it to on");
    }
  }

  @Test
  void databaseThatIsReadOnly() {
    assertRefused(
        TestPostgres.url() + "&options=-c%20default_transaction_read_only%3Don",
        "it can only be read",
        "primary server");
  }

  @Test
  void tablesOfAnotherProgram() throws Exception {
    TestPostgres.execute("CREATE SCHEMA " + schema);
    TestPostgres.execute("CREATE TABLE " + schema + ".recipes (name TEXT)");

    assertRefused(TestPostgres.url(), "tables of another program", "another schema");
  }

  @Test
  void storeOfANewerProgram() throws Exception {
    PostgresStore.open(TestPostgres.url(), schema).close();
    TestPostgres.execute("UPDATE " + schema + ".schema_version SET version = 9");

    assertRefused(TestPostgres.url(), "version 9", "up to 2", "a newer one");
  }

  @Test
  void secondProcess() throws Exception {
    try (WritingProcess process = WritingProcess.start(TestPostgres.url(), schema)) {
      assertThat(process.nextDurable()).isEqualTo(1);

      assertRefused(
          TestPostgres.url(), "in use by boltj process " + process.pid(), "stop that one first");
      assertThat(process.nextDurable()).isEqualTo(2);

      process.kill(0);
      PostgresStore.open(TestPostgres.url(), schema).close();
    }
  }

  @Test
  void aSessionThatTheServerEndedCannotWriteAnyMore() throws Exception {
    try (PostgresStore store = PostgresStore.open(TestPostgres.url(), schema)) {
      store.write(small());
      TestPostgres.endSession(schema);
      // The lock is free, so another node may have begun to use the store.
      try (PostgresStore other = PostgresStore.open(TestPostgres.url(), schema)) {
        other.write(small());

        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> store.write(small()))
            .withMessageContaining("the connection was lost");
      }
    }
  }

  @Test
  void recordThatWasChanged() throws Exception {
    try (PostgresStore store = PostgresStore.open(TestPostgres.url(), schema)) {
      store.write(small());
      TestPostgres.execute(
          "UPDATE " + schema + ".meta SET record = set_byte(record, 8, get_byte(record, 8) # 1)");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(store::load)
          .withMessageContaining("schema " + schema)
          .withMessageContaining("is damaged");
    }
  }

  private static StoreBatch small() {
    return new StoreBatch(List.of(new Change.PutMeta("name", Bytes.fromHex("00"))));
  }

  private void assertRefused(String url, String... words) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> PostgresStore.open(url, schema).close())
        .satisfies(
            e -> {
              assertThat(e.getMessage()).contains(words).contains("cannot be used");
              assertThat(e.getMessage()).doesNotContain("secret");
            });
  }
}
