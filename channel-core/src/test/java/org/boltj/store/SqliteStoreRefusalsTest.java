package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.channel.Normal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal names the file, the problem and what to do. */
class SqliteStoreRefusalsTest {
  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void setUp() {
    file = directory.resolve("node.db");
  }

  @Test
  void missingDirectory() {
    Path inside = directory.resolve("absent").resolve("node.db");

    assertRefused(inside, "absent does not exist", "make it");
  }

  @Test
  void directoryThatIsAFile() throws Exception {
    Path plain = Files.createFile(directory.resolve("plain"));

    assertRefused(plain.resolve("node.db"), "plain is not a directory", "another path");
  }

  @Test
  void fileThatIsADirectory() {
    assertRefused(directory, "it is a directory", "a file in it");
  }

  @Test
  void pathThatTheDriverWouldCut() {
    assertRefused(directory.resolve("node?.db"), "a question mark", "another path");
  }

  @Test
  void closingTwiceFreesNoLockOfAnother() throws Exception {
    SqliteStore first = SqliteStore.open(file);
    first.close();
    try (SqliteStore second = SqliteStore.open(file)) {
      first.close();

      assertRefused(file, "in use by another node of this process");
      second.write(smallBatch());
    }
  }

  @Test
  void readOnlyFile() throws Exception {
    assumeTrue(posix());
    SqliteStore.open(file).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

    assertRefused(file, "it is read-only", "let this user write");
  }

  @Test
  void readOnlyDirectory() throws Exception {
    assumeTrue(posix());
    Path readOnly = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertRefused(readOnly.resolve("node.db"), "locked is read-only", "let this user write");
  }

  @Test
  void fileThatIsNoDatabase() throws Exception {
    Files.writeString(file, "A shopping list, long enough to look like something. ".repeat(40));
    byte[] before = Files.readAllBytes(file);

    assertRefused(file, "it is not a SQLite database", "another path");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void databaseOfAnotherProgram() throws Exception {
    execute("CREATE TABLE recipes (name TEXT)");

    assertRefused(file, "a SQLite database of another program", "another path");
  }

  @Test
  void databaseOfANewerProgram() throws Exception {
    SqliteStore.open(file).close();
    execute("PRAGMA user_version = 7");

    assertRefused(file, "version 7", "up to 2", "a newer one");
  }

  @Test
  void databaseThatAnotherProgramHasLocked() throws Exception {
    try (SqliteStore store = SqliteStore.open(file);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertMessage(
          catchThrowableOfType(StoreException.class, () -> store.write(smallBatch())),
          "another program has locked it",
          "close that program");
    }
  }

  @Test
  void secondNodeInTheSameProcess() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      assertRefused(file, "in use by another node of this process", "stop that one first");
      assertRefused(
          directory.resolve("x").resolve("..").resolve("node.db"), "another node of this process");
      store.write(smallBatch());
    }
    SqliteStore.open(file).close();
  }

  @Test
  void secondNodeInTheSameProcessByALink() throws Exception {
    Path link = directory.resolve("link.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      Files.createSymbolicLink(link, file);
      store.write(smallBatch());

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> SqliteStore.open(link))
          .withMessageContaining("another node of this process");
    }
  }

  @Test
  void secondProcess() throws Exception {
    try (WritingProcess process = WritingProcess.start(file.toString())) {
      assertThat(process.nextDurable()).isEqualTo(1);

      assertRefused(file, "in use by process " + process.pid(), "stop that one first");
      // Once more: the refused attempt must not have opened the way.
      assertRefused(file, "in use by process " + process.pid());
      assertThat(process.nextDurable()).isEqualTo(2);

      process.kill(0);
      SqliteStore.open(file).close();
    }
  }

  @Test
  void fullDiskLosesNothingThatWasWritten() throws Exception {
    long number = 0;
    StoreException full = null;
    try (SqliteStore store =
        SqliteStore.open(file, ClearRecords.INSTANCE, List.of("PRAGMA max_page_count = 60"))) {
      while (full == null) {
        try {
          store.write(WritingProcess.batch(number + 1));
          number++;
        } catch (StoreException e) {
          full = e;
        }
      }
      assertMessage(full, "the disk is full", "free some space");
      assertMessage(
          catchThrowableOfType(StoreException.class, () -> store.write(smallBatch())),
          "an earlier write failed",
          "start the node again");
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(WritingProcess.numberIn(store.load())).isEqualTo(number).isPositive();
      assertThat(store.invoices(0, 1_000)).hasSize((int) number);
      store.write(WritingProcess.batch(number + 1));
    }
  }

  @Test
  void damagedRecord() throws Exception {
    writeChannel();
    replaceState(record -> record[record.length / 2] ^= 1);

    assertMessage(loadFailure(), "is damaged", "check sum", "check the disk");
  }

  @Test
  void recordOfANewerProgram() throws Exception {
    writeChannel();
    replaceState(record -> record[0] = 9);

    assertMessage(loadFailure(), "format version 9", "up to 1", "a newer one");
  }

  @Test
  void damagedDatabase() throws Exception {
    writeChannel();
    byte[] content = Files.readAllBytes(file);
    for (int at = 2_000; at < content.length; at++) {
      content[at] = 0x55;
    }
    Files.write(file, content);

    assertMessage(loadFailure(), "it is damaged", "check the disk");
  }

  @Test
  void newFileIsReadableByItsOwnerAlone() throws Exception {
    assumeTrue(posix());
    try (SqliteStore store = SqliteStore.open(file)) {
      store.write(smallBatch());

      for (String name : List.of("node.db", "node.db-wal")) {
        assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  private StoreException loadFailure() {
    return catchThrowableOfType(
        StoreException.class,
        () -> {
          try (SqliteStore store = SqliteStore.open(file)) {
            store.load();
          }
        });
  }

  private void writeChannel() throws StoreException {
    try (SqliteStore store = SqliteStore.open(file)) {
      Normal channel = new RandomRecords(3).draw(Normal.class);
      store.write(new StoreBatch(List.of(new Change.PutChannel(channel))));
    }
  }

  private interface Spoiling {
    void spoil(byte[] record);
  }

  private void replaceState(Spoiling spoiling) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement read = connection.createStatement();
        PreparedStatement write =
            connection.prepareStatement("UPDATE channel_state SET record = ?")) {
      byte[] record = read.executeQuery("SELECT record FROM channel_state").getBytes(1);
      spoiling.spoil(record);
      write.setBytes(1, record);
      write.execute();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static StoreBatch smallBatch() {
    return new StoreBatch(List.of(new Change.PutMeta("name", Bytes.fromHex("00"))));
  }

  private boolean posix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private void assertRefused(Path path, String... words) {
    StoreException refusal =
        catchThrowableOfType(StoreException.class, () -> SqliteStore.open(path).close());
    assertMessage(refusal, words);
    assertThat(refusal).hasMessageContaining(path.getFileName().toString());
  }

  private void assertMessage(StoreException refusal, String... words) {
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).contains(words).contains(directory.toString());
  }
}
