package org.boltj.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.boltj.bench.PaymentBenchmark.Load;
import org.boltj.bench.PaymentBenchmark.Measured;
import org.boltj.crypto.Secp256k1;

/**
 * All figures of one run, as a file and as a table.
 *
 * @param before primitives ahead of the payments
 * @param after primitives behind them: how steady the machine was
 * @param volatiles payments with stores in memory
 */
record Report(
    Primitives before,
    Primitives after,
    List<Measured> payments,
    List<Measured> volatiles,
    List<Rival> rivals,
    List<StartBenchmark.Start> starts,
    List<StartBenchmark.Start> largeStarts) {

  /** LDK under the same load. */
  record Rival(Load load, List<Double> perSecond) {}

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private OptionalDouble rival(Load load) {
    return rivals.stream()
        .filter(rival -> rival.load().equals(load))
        .mapToDouble(rival -> Rates.median(rival.perSecond()))
        .findFirst();
  }

  private static double startMillis(List<StartBenchmark.Start> starts) {
    return Rates.median(starts.stream().map(StartBenchmark.Start::start).toList());
  }

  void write(Path directory) throws IOException {
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("payments.json").toFile(), json());
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(directory.resolve("payments.txt")),
            false,
            StandardCharsets.UTF_8)) {
      print(out);
    }
  }

  private ObjectNode json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("java", System.getProperty("java.version")).put("cores", cores());
    root.put("curve", Secp256k1.get().name());
    root.set("primitivesMicrosBefore", json.valueToTree(before));
    root.set("primitivesMicrosAfter", json.valueToTree(after));
    ArrayNode durable = root.putArray("payments");
    payments.forEach(measured -> durable.add(json(measured, json)));
    ArrayNode inMemory = root.putArray("paymentsInMemory");
    volatiles.forEach(measured -> inMemory.add(json(measured, json)));
    root.set("startMillis", json.valueToTree(starts));
    root.set("startMillisOfLargeStore", json.valueToTree(largeStarts));
    return root;
  }

  private ObjectNode json(Measured measured, ObjectMapper json) {
    double n = measured.payments();
    ObjectNode node = json.createObjectNode();
    node.put("kind", measured.load().kind()).put("msat", measured.load().amount().msat());
    node.put("inFlight", measured.load().inFlight());
    node.set("perSecond", json.valueToTree(measured.perSecond()));
    node.put("median", measured.median()).put("limit", measured.limit(before, cores()));
    node.put("diskLimit", measured.diskLimit(before));
    node.put("cpuMicros", measured.cpuMicros());
    node.put("requiredMicros", measured.requiredMicros(before));
    node.put("signatures", measured.counts().signatures() / n);
    node.put("messages", measured.counts().messages() / n);
    node.put("writes", measured.counts().writes() / n);
    node.put("paymentsPerSync", measured.paymentsPerSync());
    rivals.stream()
        .filter(rival -> rival.load().equals(measured.load()))
        .forEach(rival -> node.set("ldkPerSecond", json.valueToTree(rival.perSecond())));
    return node;
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "Java %s, %d cores, %s. Microseconds before (after) the payments: sign %.1f (%.1f),"
            + " verify %.1f (%.1f), ECDH %.1f (%.1f), durable page %.0f (%.0f)%n%n",
        System.getProperty("java.version"),
        cores(),
        Secp256k1.get().name(),
        before.sign(),
        after.sign(),
        before.verify(),
        after.verify(),
        before.ecdh(),
        after.ecdh(),
        before.sync(),
        after.sync());
    out.println("Payments between two nodes over loopback, medians; durable SQLite stores:");
    out.println(
        "load           in flight  pay/s    LDK/s  x LDK  limit/s  of limit   disk/s   cpu us"
            + "  needed us  of it  writes  pay/sync  signatures");
    payments.forEach(measured -> row(out, measured, true));
    out.println("Stores in memory, as LDK's:");
    volatiles.forEach(measured -> row(out, measured, false));
    out.println(
        "\nlimit: the signatures, verifications and ECDH that the protocol asks at this batching,"
            + " at the speed above, on one core\nfor one in flight, else on a core for each node."
            + " disk: what waiting for it alone allows. LDK keeps nothing on disk. cpu,\nneeded,"
            + " writes and signatures are for one payment, both nodes together. pay/sync: payments"
            + " for one wait\nof a node for its disk (group commit).\n");
    printStarts(out, starts);
    printStarts(out, largeStarts);
  }

  private static void printStarts(PrintStream out, List<StartBenchmark.Start> starts) {
    out.printf(
        Locale.ROOT,
        "Start of a node with %d channels and %d past payments in a new process: %.0f ms (median of"
            + " %d; with all before it in main %.0f ms)%n",
        starts.get(0).channels(),
        starts.get(0).payments(),
        startMillis(starts),
        starts.size(),
        Rates.median(starts.stream().map(StartBenchmark.Start::process).toList()));
  }

  private void row(PrintStream out, Measured measured, boolean durable) {
    double n = measured.payments();
    double median = measured.median();
    double limit = measured.limit(before, cores());
    OptionalDouble ldk = rival(measured.load());
    double needed = measured.requiredMicros(before);
    out.printf(
        Locale.ROOT,
        "%-8s %5d sat %6d %8.0f %8s %6s %8.0f %8.0f%% %8s %8.0f %9.0f %5.0f%% %7.2f %9.2f %8.2f%n",
        measured.load().kind(),
        measured.load().amount().msat() / 1000,
        measured.load().inFlight(),
        median,
        ldk.isPresent() ? String.format(Locale.ROOT, "%.1f", ldk.getAsDouble()) : "-",
        ldk.isPresent() ? String.format(Locale.ROOT, "%.0f", median / ldk.getAsDouble()) : "-",
        limit,
        100 * median / limit,
        durable ? String.format(Locale.ROOT, "%.0f", measured.diskLimit(before)) : "-",
        measured.cpuMicros(),
        needed,
        100 * needed / measured.cpuMicros(),
        measured.counts().writes() / n,
        measured.paymentsPerSync(),
        measured.counts().signatures() / n);
  }
}
