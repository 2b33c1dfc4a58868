package org.boltj.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.boltj.bench.ProtocolCounts.Counts;

/**
 * Whether memory stays flat over very many payments through one channel, and what its revoked
 * states weigh in the store. Arguments: a directory for its report {@code endurance.txt}, and the
 * number of payments, 20,000 or more; 1,000,000 when not given. Both nodes are in this process.
 */
public final class EnduranceBenchmark {
  private static final int ROWS = 10;
  private static final int IN_FLIGHT = 200;
  private static final int ROUND = 1_000;

  private EnduranceBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path reports = Files.createDirectories(Path.of(arguments[0]));
    int payments = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    Path databases = Files.createTempDirectory(reports, "endurance");
    List<String> rows = new ArrayList<>();
    rows.add(
        "payments  pay/s  heap MB after GC  revoked states  their HTLCs in store  bytes/state");
    System.out.println(rows.get(0));
    try (NodePair pair = NodePair.open(Stores.sqlite(databases))) {
      for (int row = 1; row <= ROWS; row++) {
        double perSecond = pay(pair, payments / ROWS / (2 * ROUND));
        int done = payments / ROWS / (2 * ROUND) * (2 * ROUND) * row;
        rows.add(row(pair, databases, done, perSecond));
        System.out.println(rows.get(row));
      }
    }
    Files.write(reports.resolve("endurance.txt"), rows, StandardCharsets.UTF_8);
    NodeBenchmarks.delete(databases);
    System.exit(0); // whatever threads libraries have left
  }

  /** Forth and back, so that no side runs dry. */
  private static double pay(NodePair pair, int rounds) throws Exception {
    double seconds = 0;
    for (int i = 0; i < rounds; i++) {
      seconds += pay(pair.alice, pair.bob) + pay(pair.bob, pair.alice);
    }
    return 2 * ROUND * rounds / seconds;
  }

  private static double pay(BenchNode payer, BenchNode payee) throws Exception {
    List<String> invoices = NodePair.invoices(payee, PaymentBenchmark.NON_DUST, ROUND);
    return PaymentLoad.seconds(payer.node(), invoices, IN_FLIGHT);
  }

  private static String row(NodePair pair, Path databases, int payments, double perSecond)
      throws IOException, SQLException {
    // Each node keeps what it needs to punish the states that the other has revoked.
    Counts counts = pair.bob.counts().now();
    long states = counts.revocations();
    Weight kept = weight(databases.resolve("alice.sqlite"));
    return String.format(
        Locale.ROOT,
        "%8d %6.0f %17.1f %15d %21d %12.1f",
        payments,
        perSecond,
        heap() / 1e6,
        states,
        kept.htlcs(),
        (double) kept.bytes() / states);
  }

  private record Weight(long htlcs, long bytes) {}

  /** Of the table's pages, its B-tree and free space included. */
  private static Weight weight(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      return new Weight(
          number(statement, "SELECT count(*) FROM revoked_htlc"),
          number(statement, "SELECT sum(pgsize) FROM dbstat WHERE name = 'revoked_htlc'"));
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
