package org.boltj.examples;

import com.google.errorprone.annotations.FormatMethod;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells what happens, each line with the seconds since the start. On a terminal progress stays on
 * one line; elsewhere it is told at each quarter.
 */
final class Timeline {
  private static final int WIDTH = 30;

  /** Shorter pieces of work are not worth more than a moment. */
  private static final int WORTH_TELLING = 20;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long start;
  private int toldQuarters;
  private boolean lineOpen;

  Timeline(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** On the standard output, with the system's clock. */
  static Timeline onStandardOutput() {
    return new Timeline(System.out, isTerminal(), System::nanoTime);
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || System.getenv().getOrDefault("TERM", "dumb").equals("dumb")) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  double seconds() {
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  /** A new part of the story. */
  synchronized void chapter(String title) {
    endLine();
    out.println();
    out.println(stamp() + title);
  }

  /** Something happened. */
  @FormatMethod
  synchronized void say(String format, Object... values) {
    endLine();
    out.println(stamp() + "  " + String.format(Locale.ROOT, format, values));
  }

  /** A line below the last one, for details. */
  @FormatMethod
  synchronized void detail(String format, Object... values) {
    endLine();
    out.println(" ".repeat(11) + "  " + String.format(Locale.ROOT, format, values));
  }

  /** How far a longer piece of work has got; the first call of a piece has {@code done} 0. */
  synchronized void progress(String what, int done, int all) {
    if (all < WORTH_TELLING) {
      return;
    }
    if (terminal) {
      int filled = WIDTH * done / Math.max(1, all);
      out.printf(
          Locale.ROOT,
          "\r%s  %s [%s%s] %d/%d",
          stamp(),
          what,
          "#".repeat(filled),
          ".".repeat(WIDTH - filled),
          done,
          all);
      out.flush();
      lineOpen = true;
    } else {
      int quarters = 4 * done / Math.max(1, all);
      if (done == 0) {
        toldQuarters = 0;
      } else if (quarters > toldQuarters) {
        toldQuarters = quarters;
        say("%s: %d of %d", what, done, all);
      }
    }
  }

  /** The result, which nothing follows. */
  synchronized void last(String line) {
    endLine();
    out.println();
    out.println(line);
    out.flush();
  }

  private void endLine() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }

  private String stamp() {
    return String.format(Locale.ROOT, "[%6.2f s] ", seconds());
  }
}
