package org.boltj.sim.report;

import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.boltj.sim.world.Progress;
import org.jspecify.annotations.Nullable;

/** Shows progress: a bar on a terminal, a line for every quarter of a phase elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final int REDRAW_MILLIS = 250;
  private static final int QUARTERS = 4;

  private final PrintWriter out;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String phase = "";
  private long quarter;

  ConsoleProgress(PrintWriter out) {
    this(out, isTerminal());
  }

  ConsoleProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Before Java 22 there is no console without a terminal; from then on it can be asked. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public void at(String newPhase, long done, long total) {
    boolean changed = !newPhase.equals(phase);
    if (changed) {
      close();
      phase = newPhase;
      quarter = 0;
    }
    if (terminal) {
      onBar(done, total);
    } else {
      onLines(changed, done, total);
    }
  }

  private void onBar(long done, long total) {
    ProgressBar known = bar;
    if (known == null) {
      known =
          new ProgressBarBuilder()
              .setTaskName(phase)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              .build();
      bar = known;
    }
    known.stepTo(done);
  }

  private void onLines(boolean changed, long done, long total) {
    long reached = total == 0 ? QUARTERS : done * QUARTERS / total;
    if (changed || reached > quarter) {
      quarter = reached;
      out.println(phase + ": " + done + " of " + total);
      out.flush();
    }
  }

  @Override
  public void close() {
    ProgressBar known = bar;
    if (known != null) {
      known.close();
      bar = null;
    }
  }
}
