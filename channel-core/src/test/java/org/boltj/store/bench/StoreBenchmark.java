package org.boltj.store.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.channel.Normal;
import org.boltj.store.Change;
import org.boltj.store.ChannelSamples;
import org.boltj.store.MemoryStore;
import org.boltj.store.PostgresStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoreKey;
import org.boltj.store.TestPostgres;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Durable batches a second beside what the file system allows: a bare append of the same bytes with
 * its wait for the disk. A batch holds one state of a channel with ten HTLCs pending and ten on
 * their way, and some payments.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoreBenchmark {
  private static final int VARIANTS = 16;

  /** Payments that are written together with the channel: group commit. */
  @Param({"0", "10", "50"})
  public int payments;

  private final MemoryStore memory = new MemoryStore();
  private final List<StoreBatch> batches = new ArrayList<>();
  private ByteBuffer content = ByteBuffer.allocate(0);
  private Path directory = Path.of("");
  private Store sqlite = memory;
  private Store encrypted = memory;
  private Store postgres = memory;
  private FileChannel plain;
  private int next;

  @Setup
  public void prepare() throws IOException, StoreException {
    // On the disk of the build: the one for temporary files may be memory.
    directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "store-benchmark");
    sqlite = SqliteStore.open(directory.resolve("node.db"));
    encrypted =
        SqliteStore.open(
            directory.resolve("encrypted.db"),
            StoreKey.of(Bytes.fromHex("07".repeat(32)).toArray()));
    postgres = PostgresStore.open(TestPostgres.url(), TestPostgres.newSchema());
    plain =
        FileChannel.open(
            directory.resolve("plain"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    int size = 0;
    ChannelSamples samples = new ChannelSamples(1);
    for (int i = 0; i < VARIANTS; i++) {
      List<Change> changes = new ArrayList<>();
      Normal state = samples.normal(10, 10, 1_000 + i);
      changes.add(new Change.PutChannel(state));
      size = ChannelSamples.stateSize(state);
      for (int p = 0; p < payments; p++) {
        var payment = samples.payment(4);
        changes.add(new Change.PutPayment(payment));
        size += ChannelSamples.size(payment);
      }
      batches.add(new StoreBatch(changes));
    }
    content = ByteBuffer.allocate(size);
    System.out.println("bytes of records in a batch: " + size);
  }

  @TearDown
  public void clean() throws IOException {
    sqlite.close();
    encrypted.close();
    postgres.close();
    plain.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The limit: the same bytes at the end of a file, and a wait for the disk. */
  @Benchmark
  public void bareAppendAndSync() throws IOException {
    plain.write(content.rewind());
    plain.force(false);
  }

  @Benchmark
  public void sqliteBatch() throws StoreException {
    sqlite.write(batch());
  }

  @Benchmark
  public void encryptedSqliteBatch() throws StoreException {
    encrypted.write(batch());
  }

  /** A server on this machine. */
  @Benchmark
  public void postgresBatch() throws StoreException {
    postgres.write(batch());
  }

  /** What of it is our encoding. */
  @Benchmark
  public void memoryBatch() throws StoreException {
    memory.write(batch());
  }

  private StoreBatch batch() {
    next = (next + 1) % VARIANTS;
    return batches.get(next);
  }
}
