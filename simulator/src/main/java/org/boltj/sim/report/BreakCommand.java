package org.boltj.sim.report;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;
import org.boltj.sim.invariant.Shrinker;
import org.boltj.sim.invariant.Statistics;
import org.boltj.sim.invariant.Statistics.Count;
import org.boltj.sim.invariant.Trial;
import org.boltj.sim.invariant.TrialResult;
import org.boltj.sim.invariant.Violation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the fault simulation. */
@Command(
    name = "break",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLines.Version.class,
    sortOptions = false,
    description = {
      "Tries to make real nodes lose money: small random worlds, with crashes, cut connections,",
      "failing disks, reorganizations and peers that lie, under invariants checked at every event.",
      "Equal seeds give equal runs."
    },
    footer = {"", "Exit codes: 0 every invariant held, 1 one was broken, 2 wrong options."})
public final class BreakCommand implements Callable<Integer> {
  private static final int PROGRESS_EVERY = 100;

  /** Set by picocli before anything is called. */
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"--seeds", "--seed"},
      paramLabel = "FIRST[-LAST]",
      description = "the runs; ${DEFAULT-VALUE}")
  private String seeds = "1-200";

  @Option(
      names = "--payments",
      paramLabel = "N",
      description = "payments in each run; ${DEFAULT-VALUE}")
  private int payments = 50;

  @Option(
      names = "--storm",
      paramLabel = "N",
      description = "so many times as many mishaps; ${DEFAULT-VALUE}")
  private int storm = 1;

  @Option(names = "--trace", description = "write what happens, a line for each event")
  private boolean trace;

  @Option(
      names = "--shrink",
      description = "of a run that fails, find the fewest faults and payments that make it fail")
  private boolean shrink;

  @Option(names = "--no-faults", description = "let nothing go wrong")
  private boolean faultless;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return CommandLines.of(new BreakCommand());
  }

  @Override
  public Integer call() {
    long first = bound(0);
    long last = bound(1);
    require(first <= last, "the first of the seeds is the smallest, unlike in " + seeds);
    require(payments > 0, "--payments is at least 1");
    require(storm > 0, "--storm is at least 1");
    Statistics sum = new Statistics();
    int failed = 0;
    long began = cpuNanos();
    for (long seed = first; seed <= last; seed++) {
      if (!runs(seed, sum)) {
        failed++;
      }
      if ((seed - first + 1) % PROGRESS_EVERY == 0 || seed == last) {
        report(seed - first + 1, failed, sum, (cpuNanos() - began) / 1e9);
      }
    }
    return failed == 0 ? 0 : 1;
  }

  /** What the runs cost this thread, whatever else the machine does. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), what);
    }
  }

  private long bound(int which) {
    String[] parts = seeds.split("-", 2);
    try {
      return Long.parseLong(parts[which < parts.length ? which : 0]);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "seeds are a number or two, such as 1-200, not " + seeds, e);
    }
  }

  private boolean runs(long seed, Statistics sum) {
    PrintWriter out = spec.commandLine().getOut();
    Scenario scenario = Scenario.draw(seed, payments);
    FaultPlan plan = faultless ? FaultPlan.NONE : FaultPlan.draw(scenario, storm);
    if (trace) {
      plan.faults().forEach(fault -> out.println("planned: " + fault));
    }
    TrialResult result =
        trace ? Trial.run(scenario, plan, new Trace(out)) : Trial.run(scenario, plan);
    sum.add(result.statistics());
    if (!result.isClean()) {
      fail(new Shrinker.Failing(seed, payments, plan, result.violations()), out);
    }
    out.flush();
    return result.isClean();
  }

  private void fail(Shrinker.Failing failing, PrintWriter out) {
    out.printf("seed %d with %d faults:%n", failing.seed(), failing.plan().faults().size());
    print(failing.violations(), out);
    if (shrink) {
      Shrinker.Failing small = Shrinker.shrink(failing, step -> {});
      out.printf(
          "  shrunk to %d faults and %d payments:%n",
          small.plan().faults().size(), small.payments());
      print(small.violations(), out);
      out.println(TestSource.of(small));
    }
  }

  private static void print(List<Violation> violations, PrintWriter out) {
    violations.stream().limit(3).forEach(violation -> out.println("  " + violation));
  }

  private void report(long runs, int failed, Statistics sum, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d runs, %d failed; %,d events, %,d payments (%,d paid), %,d crashes, %,d cuts,"
            + " %,d reorgs, %,d cheats, %,d other lies; %.1f s of a core, %.0f payments/s%n",
        runs,
        failed,
        sum.get(Count.EVENTS),
        sum.get(Count.PAYMENTS),
        sum.get(Count.PAID),
        sum.get(Count.CRASHES),
        sum.get(Count.CUTS),
        sum.get(Count.REORGS),
        sum.get(Count.CHEATS),
        sum.get(Count.LIES),
        seconds,
        sum.get(Count.PAYMENTS) / seconds);
    if (trace || runs >= PROGRESS_EVERY) {
      out.println("  " + sum);
    }
    out.flush();
  }
}
