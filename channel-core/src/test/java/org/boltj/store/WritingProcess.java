package org.boltj.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.channel.Normal;
import org.boltj.payment.InvoiceRecord;

/**
 * A process of its own that writes batch after batch, until it is killed. It says each number when
 * the batch of that number is durable.
 */
final class WritingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private WritingProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /**
   * @param store a file, or the JDBC address of a server and a schema there
   */
  static WritingProcess start(String... store) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            WritingProcess.class.getName()));
    command.addAll(List.of(store));
    ProcessBuilder builder = new ProcessBuilder(command);
    return new WritingProcess(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the next number; -1 when there is none because the process is dead. */
  long nextDurable() throws IOException {
    String line = output.readLine();
    return line == null ? -1 : Long.parseLong(line);
  }

  /** Kills it, whatever it is doing, and returns the last number that it said, or the given one. */
  long kill(long last) throws IOException, InterruptedException {
    // By its handle: the process itself would close the pipe, with what is still in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
    long said = last;
    for (long next = nextDurable(); next >= 0; next = nextDurable()) {
      said = next;
    }
    return said;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String... args) throws StoreException {
    try (Store store = open(args)) {
      for (long number = numberIn(store.load()) + 1; ; number++) {
        store.write(batch(number));
        System.out.println(number);
      }
    }
  }

  private static Store open(String... args) throws StoreException {
    return args.length == 1
        ? SqliteStore.open(Path.of(args[0]))
        : PostgresStore.open(args[0], args[1]);
  }

  /** The number is in all parts: they must never be found to differ. */
  static StoreBatch batch(long number) {
    RandomRecords ofAll = new RandomRecords(1);
    Normal channel = ofAll.draw(Normal.class);
    Normal changed = channel.withCommitments(channel.commitments().withNextLocalHtlcId(number));
    InvoiceRecord invoice = new RandomRecords(number).draw(InvoiceRecord.class);
    return new StoreBatch(
        List.of(
            new Change.PutMeta("number", Bytes.fromHex("%016x".formatted(number))),
            new Change.PutInvoice(invoice),
            new Change.PutChannel(changed)));
  }

  static long numberIn(StoredNode node) {
    Bytes stored = node.meta().get("number");
    return stored == null ? 0 : Long.parseLong(stored.toHex(), 16);
  }
}
