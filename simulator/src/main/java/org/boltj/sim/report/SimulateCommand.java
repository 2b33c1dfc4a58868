package org.boltj.sim.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.boltj.node.PayOptions;
import org.boltj.sim.workload.Amounts;
import org.boltj.sim.workload.Participants;
import org.boltj.sim.workload.Workload;
import org.boltj.sim.world.CapacityRange;
import org.boltj.sim.world.Latency;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.RoutingChoice;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.WorldPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the simulator. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLines.Version.class,
    sortOptions = false,
    description = {
      "Simulates payments over a network of real nodes in virtual time.",
      "Equal options give equal results, on every machine."
    },
    footer = {
      "",
      "Writes payments.csv, summary.csv, summary.json, charts.png and SHA256SUMS.",
      "Exit codes: 0 done, 1 the simulation failed or its books do not balance, 2 wrong options."
    })
public final class SimulateCommand implements Callable<Integer> {
  /** Set by picocli before anything is called. */
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--nodes", paramLabel = "N", description = "2 to 20000; ${DEFAULT-VALUE}")
  private int nodes = 50;

  @Option(names = "--payments", paramLabel = "N", description = "how many; ${DEFAULT-VALUE}")
  private int payments = 1000;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "where all chance comes from; ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--topology",
      paramLabel = "KIND",
      description =
          "ring, star, grid, scale-free, small-world, public (like the real network) or"
              + " file:<network> (any format that ConvertNetwork reads);"
              + " ${DEFAULT-VALUE}")
  private String topology = "scale-free";

  @Option(
      names = "--channels-per-node",
      paramLabel = "N",
      description = "in the mean, for scale-free, small-world, public and file; ${DEFAULT-VALUE}")
  private int channelsPerNode = 8;

  @Option(
      names = "--capacity",
      paramLabel = "SAT[-SAT]",
      description = "of a channel; ${DEFAULT-VALUE}")
  private String capacity = "500000-5000000";

  @Option(
      names = "--amount",
      paramLabel = "AMOUNT",
      description = "satoshis, or log-normal:<median>:<sigma>; ${DEFAULT-VALUE}")
  private String amount = "log-normal:10000:1.5";

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      description = "payments in a second of virtual time; ${DEFAULT-VALUE}")
  private double rate = 10;

  @Option(
      names = "--latency",
      paramLabel = "MS[-MS]",
      description = "one way between two nodes; ${DEFAULT-VALUE}")
  private String latency = "20-120";

  @Option(
      names = "--participants",
      paramLabel = "KIND",
      description = "who pays and is paid: uniform or by-degree; ${DEFAULT-VALUE}")
  private String participants = "uniform";

  @Option(
      names = "--max-parts",
      paramLabel = "N",
      description = "routes of one payment; ${DEFAULT-VALUE}")
  private int maxParts = 16;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "what finds routes: parts (several where better) or single; ${DEFAULT-VALUE}")
  private String engine = "parts";

  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description =
          "what routes are compared by beside fees and expiry: liquidity or none; ${DEFAULT-VALUE}")
  private String scorer = "liquidity";

  @Option(names = "--out", paramLabel = "FOLDER", description = "for the results; ${DEFAULT-VALUE}")
  private Path out = Path.of("simulation");

  @Option(names = "--no-chart", description = "write no charts.png")
  private boolean noChart;

  @Option(names = "--quiet", description = "show no progress")
  private boolean quiet;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the command and gives its exit code. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    // Charts are drawn into a file: no display is needed.
    System.setProperty("java.awt.headless", "true");
    return CommandLines.of(new SimulateCommand());
  }

  @Override
  public Integer call() {
    SimulationSettings settings = checked(this::settings);
    WorldPlan plan = checked(() -> plan(settings));
    prepareFolder();
    PrintWriter errors = spec.commandLine().getErr();
    long begun = System.nanoTime();
    try {
      SimulationResult result = simulate(settings, plan, errors);
      report(result, write(result), (System.nanoTime() - begun) / 1e9);
      return CommandLine.ExitCode.OK;
    } catch (IllegalStateException | IOException e) {
      errors.println("The simulation failed: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Says what it takes in memory, or refuses what there is not enough for, before the work. */
  private WorldPlan plan(SimulationSettings settings) {
    long heap = Runtime.getRuntime().maxMemory();
    MemoryNeed.least(nodes).check(heap);
    WorldPlan plan = Simulation.plan(settings);
    MemoryNeed need = new MemoryNeed(plan.nodes(), plan.channels().size());
    need.check(heap);
    if (!quiet) {
      spec.commandLine().getErr().println(need.text(heap));
    }
    return plan;
  }

  private SimulationResult simulate(
      SimulationSettings settings, WorldPlan plan, PrintWriter errors) {
    try (ConsoleProgress progress = new ConsoleProgress(errors)) {
      return Simulation.run(settings, plan, quiet ? Progress.NONE : progress);
    }
  }

  private SimulationSettings settings() {
    return new SimulationSettings(
        new Seed(seed),
        nodes,
        topology,
        channelsPerNode,
        CapacityRange.parse(capacity),
        Latency.parse(latency),
        new Workload(payments, rate, Amounts.parse(amount), Participants.parse(participants)),
        RoutingChoice.parse(engine, scorer),
        PayOptions.DEFAULT.withMaxParts(maxParts));
  }

  private <T> T checked(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Before the work, not after it. */
  private void prepareFolder() {
    try {
      Files.createDirectories(out);
      Files.delete(Files.createTempFile(out, "writable", ".tmp"));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot write into the folder " + out + " (--out): " + e, e);
    }
  }

  private ResultFiles write(SimulationResult result) throws IOException {
    ResultFiles files = ResultFiles.of(result);
    if (!noChart) {
      try {
        files = ResultFiles.withChart(result);
      } catch (IOException e) {
        spec.commandLine().getErr().println("No charts.png: " + e.getMessage());
      }
    }
    files.write(out);
    return files;
  }

  private void report(SimulationResult result, ResultFiles files, double seconds) {
    PrintWriter text = spec.commandLine().getOut();
    text.print(result.summaryText());
    text.println();
    text.print(files.sums());
    text.println("SHA-256 of the results: " + files.sha256());
    text.println("Written to " + out.toAbsolutePath().normalize());
    text.println(String.format(Locale.ROOT, "Took %.1f s.", seconds));
    text.flush();
  }
}
