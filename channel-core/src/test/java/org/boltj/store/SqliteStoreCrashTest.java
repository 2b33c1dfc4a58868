package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.boltj.channel.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After every kind of end, the database holds the first batches, each of them in full. */
class SqliteStoreCrashTest {
  private static final int KILLS = 10;
  private static final int POWER_CUTS = 40;

  @TempDir Path directory;

  private final Random random = new Random(7);

  @Test
  void aKilledProcessLosesNothingThatItCalledDurable() throws Exception {
    Path file = directory.resolve("node.db");
    long durable = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (WritingProcess process = WritingProcess.start(file.toString())) {
        for (int wait = 1 + random.nextInt(100); wait > 0; wait--) {
          durable = process.nextDurable();
          assertThat(durable).isPositive();
        }
        durable = process.kill(durable);
      }
      long found = assertPrefix(file);
      // The last batch may have become durable without anybody having been told.
      assertThat(found).isBetween(durable, durable + 1);
    }
  }

  @Test
  void aLogThatIsCutAnywhereGivesThePrefixThatItHolds() throws Exception {
    Path file = directory.resolve("node.db");
    try (Store store = openWithoutCheckpoints(file)) {
      for (long number = 1; number <= 30; number++) {
        store.write(WritingProcess.batch(number));
      }
      long size = Files.size(directory.resolve("node.db-wal"));
      long latest = -1;
      for (int cut = 0; cut <= POWER_CUTS; cut++) {
        Path copy = copy(file, cut, size * cut / POWER_CUTS, cut % 2 == 0);
        long found = assertPrefix(copy);
        assertThat(found).isGreaterThanOrEqualTo(latest);
        latest = found;
      }
      assertThat(latest).isEqualTo(30);
    }
  }

  @Test
  void aLogThatIsDamagedInItsMidstIsRefused() throws Exception {
    Path file = directory.resolve("node.db");
    try (Store store = openWithoutCheckpoints(file)) {
      store.write(WritingProcess.batch(1));
      long early = Files.size(directory.resolve("node.db-wal"));
      for (long number = 2; number <= 5; number++) {
        store.write(WritingProcess.batch(number));
      }
      long size = Files.size(directory.resolve("node.db-wal"));
      for (int i = 0; i < 20; i++) {
        Path copy = copy(file, i, size, false);
        flipBit(directory.resolve("copy" + i + ".db-wal"), random.nextLong(12, early));

        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> SqliteStore.open(copy))
            .withMessageContaining("its log (-wal) is damaged before the end")
            .withMessageContaining("batches are lost");
      }
      assertPrefix(copy(file, 20, size, false));
    }
  }

  @Test
  void aDamagedTreeIsFoundAtTheStart() throws Exception {
    Path file = directory.resolve("node.db");
    try (Store store = SqliteStore.open(file)) {
      store.write(WritingProcess.batch(1));
    }
    int found = 0;
    long pages = Files.size(file) / 4096;
    for (int page = 0; page < pages; page++) {
      Path copy = directory.resolve("page" + page + ".db");
      Files.copy(file, copy);
      try (RandomAccessFile access = new RandomAccessFile(copy.toFile(), "rw")) {
        access.seek(page * 4096L + 200);
        access.write(new byte[3_800]);
      }
      try {
        // What loads is all that was written; what does not says so.
        assertThat(assertPrefix(copy)).isEqualTo(1);
      } catch (StoreException e) {
        assertThat(e).hasMessageContaining("is damaged");
        found++;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  private static Store openWithoutCheckpoints(Path file) throws StoreException {
    return SqliteStore.open(file, ClearRecords.INSTANCE, List.of("PRAGMA wal_autocheckpoint = 0"));
  }

  private static void flipBit(Path file, long at) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(at);
      int before = access.read();
      access.seek(at);
      access.write(before ^ 1);
    }
  }

  /** What a disk holds after a power cut: the log up to there, then nothing, or garbage. */
  private Path copy(Path file, int number, long logSize, boolean garbage) throws IOException {
    Path copy = directory.resolve("copy" + number + ".db");
    Path log = directory.resolve("copy" + number + ".db-wal");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(directory.resolve("node.db-wal"), log, StandardCopyOption.REPLACE_EXISTING);
    try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "rw")) {
      long full = access.length();
      access.setLength(logSize);
      if (garbage) {
        byte[] rest = new byte[(int) Math.min(full - logSize, 10_000)];
        random.nextBytes(rest);
        access.seek(logSize);
        access.write(rest);
      }
    }
    return copy;
  }

  private static long assertPrefix(Path file) throws StoreException {
    try (Store store = SqliteStore.open(file)) {
      StoredNode node = store.load();
      long number = WritingProcess.numberIn(node);
      assertThat(store.invoices(0, Integer.MAX_VALUE)).hasSize((int) number);
      if (number > 0) {
        assertThat(node.channels()).hasSize(1);
        Normal channel = (Normal) node.channels().get(0);
        assertThat(channel.commitments().nextLocalHtlcId()).isEqualTo(number);
      }
      return number;
    }
  }
}
