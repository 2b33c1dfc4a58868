package org.boltj.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.boltj.peers.NpmBundle;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * The table of all cells and channel types with their results, printed when the last class is done
 * and written to {@code target/ldk-interop.txt}.
 */
final class InteropTable
    implements BeforeAllCallback, BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(InteropTable.class);

  private static final Queue<String> NOTES = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    rows(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(NAMESPACE).put("started", System.nanoTime());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Cell cell = context.getRequiredTestMethod().getAnnotation(Cell.class);
    Long started = context.getStore(NAMESPACE).get("started", Long.class);
    if (cell == null || started == null) {
      return;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    String result = context.getExecutionException().map(InteropTable::failure).orElse("ok");
    for (ChannelKind kind : ChannelKind.values()) {
      if (context.getDisplayName().equals(kind.toString())) {
        rows(context)
            .put(cell.value(), kind, String.format(Locale.ROOT, "%-7s %5.1f s", result, seconds));
      }
    }
  }

  /** A line below the table, and on standard output at once. */
  static void note(String line) {
    System.out.println(line);
    NOTES.add(line);
  }

  private static String failure(Throwable failure) {
    return failure instanceof TestAbortedException ? "skipped" : "FAILED";
  }

  private static Rows rows(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("rows", key -> new Rows(), Rows.class);
  }

  /** Closed by JUnit at the end of the run. */
  private static final class Rows implements AutoCloseable {
    private final Map<String, Map<ChannelKind, String>> cells = new LinkedHashMap<>();

    synchronized void put(String cell, ChannelKind kind, String result) {
      cells.computeIfAbsent(cell, key -> new EnumMap<>(ChannelKind.class)).put(kind, result);
    }

    @Override
    public synchronized void close() throws IOException {
      if (cells.isEmpty()) {
        return;
      }
      StringBuilder table = new StringBuilder("boltj and LDK 0.1.2\n");
      table.append(
          line("", ChannelKind.STATIC_REMOTEKEY.toString(), ChannelKind.ANCHORS.toString()));
      cells.forEach(
          (cell, results) ->
              table.append(
                  line(
                      cell,
                      results.getOrDefault(ChannelKind.STATIC_REMOTEKEY, "-"),
                      results.getOrDefault(ChannelKind.ANCHORS, "-"))));
      NOTES.forEach(note -> table.append(note).append(System.lineSeparator()));
      System.out.println(table);
      Files.writeString(NpmBundle.buildFile("ldk-interop.txt"), table);
    }

    private static String line(String cell, String first, String second) {
      return String.format(Locale.ROOT, "%-82s  %-17s  %s%n", cell, first, second);
    }
  }
}
