package org.boltj.sim.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.boltj.sim.report.Simulation;
import org.boltj.sim.report.SimulationSettings;
import org.boltj.sim.workload.PaymentOutcome;
import org.boltj.sim.workload.PaymentRun;
import org.boltj.sim.workload.PlannedPayment;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.World;

/**
 * How many payments the simulator carries through in a second of one core, with real signatures,
 * without the building of the network. Arguments: nodes, payments, and how often to pay them.
 */
public final class RateBenchmark {
  private RateBenchmark() {}

  public static void main(String[] arguments) {
    SimulationSettings settings =
        SimulationSettings.DEFAULT
            .withSeed(7)
            .withNodes(Integer.parseInt(arguments[0]))
            .withPayments(Integer.parseInt(arguments[1]));
    World world = World.build(Simulation.plan(settings), Progress.NONE);
    List<PlannedPayment> planned =
        settings.workload().plan(settings.seed(), world.plan().topology());
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      long begun = cpuNanos();
      List<PaymentOutcome> outcomes = PaymentRun.run(world, planned, settings.pay(), Progress.NONE);
      double seconds = (cpuNanos() - begun) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d nodes: %.0f payments per second of one core%n",
          world.nodes().size(),
          outcomes.size() / seconds);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
