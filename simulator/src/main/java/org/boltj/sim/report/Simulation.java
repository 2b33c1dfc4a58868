package org.boltj.sim.report;

import java.util.List;
import org.boltj.sim.workload.PaymentOutcome;
import org.boltj.sim.workload.PaymentRun;
import org.boltj.sim.workload.PlannedPayment;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.Topology;
import org.boltj.sim.world.TopologyKind;
import org.boltj.sim.world.World;
import org.boltj.sim.world.WorldPlan;

/** A whole experiment: a network is built, pays, and is checked and measured. */
public final class Simulation {
  private Simulation() {}

  /**
   * Runs it, on the calling thread.
   *
   * @throws IllegalArgumentException when the topology cannot be had, such as a file that is not
   *     there
   * @throws IllegalStateException when a satoshi or a payment is lost, which is a bug of the node
   */
  public static SimulationResult run(SimulationSettings settings, Progress progress) {
    return run(settings, plan(settings), progress);
  }

  /** Runs what was planned for these settings. */
  static SimulationResult run(SimulationSettings settings, WorldPlan plan, Progress progress) {
    World world = World.build(plan, progress);
    List<PlannedPayment> planned =
        settings.workload().plan(settings.seed(), world.plan().topology());
    List<PaymentOutcome> outcomes = PaymentRun.run(world, planned, settings.pay(), progress);
    return SimulationResult.of(settings, world, outcomes);
  }

  /** What {@link #run} builds, without time passing. */
  public static WorldPlan plan(SimulationSettings settings) {
    Topology topology =
        TopologyKind.parse(settings.topology())
            .create(
                settings.nodes(), settings.channelsPerNode(), settings.seed().random("topology"));
    return WorldPlan.draw(
        settings.seed(), topology, settings.capacities(), settings.latency(), settings.routing());
  }
}
