package org.boltj.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.boltj.bench.PaymentBenchmark.Load;
import org.boltj.bench.PaymentBenchmark.Measured;
import org.opentest4j.TestAbortedException;

/**
 * Measures payments and starts of whole nodes and writes {@code payments.json} and {@code
 * payments.txt} into the directory that is given. Run by {@code exec:exec@bench}; {@code
 * -Dbench.args=quick} makes fewer rounds.
 */
public final class NodeBenchmarks {
  private NodeBenchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Path reports = Files.createDirectories(Path.of(arguments[0]));
    boolean quick = List.of(arguments).contains("quick");
    // Not under /tmp, which may be in memory: then nothing would be durable.
    Path databases = Files.createTempDirectory(reports, "databases");
    try {
      Report report = measure(databases, quick ? 3 : 7);
      report.write(reports);
      PrimitivesReport.write(
          reports,
          Stream.of("htlc", "gossip", "channel-core")
              .map(module -> Path.of("..", module, "target", "jmh.json"))
              .toList());
      report.print(new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8));
    } finally {
      delete(databases);
    }
    System.exit(0); // whatever threads libraries have left
  }

  private static Report measure(Path databases, int rounds) throws Exception {
    Primitives before = Primitives.measure(databases);
    List<Load> loads = PaymentBenchmark.LOADS;
    List<Measured> payments = PaymentBenchmark.run(Stores.sqlite(databases), loads, rounds);
    Primitives after = Primitives.measure(databases);
    List<Load> rivalled = loads.stream().filter(NodeBenchmarks::isRivalled).toList();
    List<Measured> volatiles = PaymentBenchmark.run(Stores.memory(), rivalled, rounds);
    List<Report.Rival> rivals = rivals(Math.min(rounds, 3));
    List<StartBenchmark.Start> starts = StartBenchmark.run(databases, rounds);
    LargeStore.grow(StartBenchmark.database(databases));
    List<StartBenchmark.Start> large = StartBenchmark.startAgain(databases, rounds);
    return new Report(before, after, payments, volatiles, rivals, starts, large);
  }

  private static List<Report.Rival> rivals(int rounds) throws Exception {
    List<Report.Rival> rivals = new ArrayList<>();
    try (LdkPair ldk = LdkPair.open()) {
      for (Load load : PaymentBenchmark.LOADS) {
        if (isRivalled(load)) {
          int payments = load.inFlight() == 1 ? 40 : 120;
          rivals.add(new Report.Rival(load, ldk.run(load, payments, rounds)));
        }
      }
    } catch (TestAbortedException noNode) {
      System.out.println("LDK is not measured. " + noNode.getMessage());
    }
    return rivals;
  }

  private static boolean isRivalled(Load load) {
    return load.inFlight() <= 30;
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
