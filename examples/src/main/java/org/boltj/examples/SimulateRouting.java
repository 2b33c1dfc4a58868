package org.boltj.examples;

import java.io.PrintStream;
import java.util.Locale;
import org.boltj.sim.report.SimulateCommand;
import org.boltj.sim.report.Simulation;
import org.boltj.sim.report.SimulationResult;
import org.boltj.sim.report.SimulationSettings;
import org.boltj.sim.world.CapacityRange;
import org.boltj.sim.world.Progress;

/**
 * An experiment: how do larger channels change the share of payments that succeed? The nodes are
 * real ones; only time, network and chain are simulated. With arguments it is the simulator's
 * command: {@code --help} tells which.
 */
public final class SimulateRouting {
  private SimulateRouting() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      System.exit(SimulateCommand.run(args));
    }
    run(System.out);
  }

  static void run(PrintStream out) {
    SimulationSettings settings =
        SimulationSettings.DEFAULT.withSeed(7).withNodes(20).withPayments(200);
    for (long sat : new long[] {100_000, 300_000, 1_000_000}) {
      SimulationResult result =
          Simulation.run(settings.withCapacities(new CapacityRange(sat, sat)), Progress.NONE);
      out.printf(
          Locale.ROOT, "channels of %d sat: %.1f %% paid%n", sat, 100 * result.successRate());
    }
  }
}
