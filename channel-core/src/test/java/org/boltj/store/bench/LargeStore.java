package org.boltj.store.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.Normal;
import org.boltj.store.Change;
import org.boltj.store.ChannelSamples;
import org.boltj.store.PostgresStore;
import org.boltj.store.SqlStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoreKey;
import org.boltj.store.StoredNode;
import org.boltj.store.TestPostgres;
import org.boltj.updates.RevokedHtlc;

/**
 * How long a store of a busy node takes to load: 1,000 channels with ten HTLCs each, 100,000
 * payments of the past, ten that are pending, and 100,000 HTLCs of revoked commitments.
 */
public final class LargeStore {
  private static final int CHANNELS = 1_000;
  private static final int PAYMENTS = 100_000;
  private static final int REVOKED = 100_000;
  private static final int BATCH = 1_000;

  private static final List<StoreBatch> SAMPLES = samples();
  private static final Normal LAST = new ChannelSamples(0).normal(10, 0, 1_000);

  private LargeStore() {}

  private interface Opening {
    SqlStore open() throws StoreException;
  }

  public static void main(String... arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "large-store");
    StoreKey key = StoreKey.of(Bytes.fromHex("07".repeat(32)).toArray());
    Path clear = directory.resolve("clear.db");
    Path encrypted = directory.resolve("encrypted.db");
    String schema = TestPostgres.newSchema();
    try {
      System.out.printf("%d batches of samples%n", SAMPLES.size());
      measure("SQLite", clear, () -> SqliteStore.open(clear));
      measure("SQLite, encrypted", encrypted, () -> SqliteStore.open(encrypted, key));
      measure("PostgreSQL", clear, () -> PostgresStore.open(TestPostgres.url(), schema, key));
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void measure(String name, Path file, Opening opening) throws Exception {
    try (SqlStore store = opening.open()) {
      long start = System.nanoTime();
      long before = Files.exists(file) ? Files.size(file) : 0;
      ChannelId channel = fill(store);
      System.out.printf("%s: filled in %d ms%n", name, millisSince(start));
      long full = Files.exists(file) ? Files.size(file) : 0;
      start = System.nanoTime();
      addRevoked(store, channel);
      System.out.printf("  revoked HTLCs in %d ms%n", millisSince(start));
      store.backup(file.resolveSibling("backup"));
      System.out.printf(
          "  bytes: %,d, backup %,d%n", full - before, Files.size(file.resolveSibling("backup")));
      Files.delete(file.resolveSibling("backup"));
    }
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      try (SqlStore store = opening.open()) {
        long opened = millisSince(start);
        StoredNode node = store.load();
        System.out.printf(
            "  opened in %d ms, loaded after %d ms: %d channels, %d pending payments%n",
            opened, millisSince(start), node.channels().size(), node.pendingPayments().size());
      }
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static List<StoreBatch> samples() {
    List<StoreBatch> batches = new ArrayList<>();
    for (int i = 1; i < CHANNELS; i++) {
      Normal channel = new ChannelSamples(i).normal(10, 0, 1_000);
      batches.add(new StoreBatch(List.of(new Change.PutChannel(channel))));
    }
    ChannelSamples samples = new ChannelSamples(1);
    for (int i = 0; i < PAYMENTS; i += BATCH) {
      List<Change> changes = new ArrayList<>();
      for (int j = i; j < i + BATCH; j++) {
        changes.add(
            new Change.PutPayment(
                j < 10 ? samples.payment(4) : ChannelSamples.failed(samples.payment(4))));
      }
      batches.add(new StoreBatch(changes));
    }
    return batches;
  }

  private static ChannelId fill(SqlStore store) throws StoreException {
    store.write(new StoreBatch(List.of(new Change.PutChannel(LAST))));
    for (StoreBatch batch : SAMPLES) {
      store.write(batch);
    }
    return LAST.channelId();
  }

  private static void addRevoked(SqlStore store, ChannelId channel) throws StoreException {
    for (long i = 0; i < REVOKED; i += BATCH) {
      List<RevokedHtlc> htlcs =
          LongStream.range(i, i + BATCH).mapToObj(ChannelSamples::revoked).toList();
      store.write(new StoreBatch(List.of(new Change.AddRevokedHtlcs(channel, htlcs))));
    }
  }
}
