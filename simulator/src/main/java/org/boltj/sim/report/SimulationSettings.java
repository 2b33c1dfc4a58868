package org.boltj.sim.report;

import java.time.Duration;
import org.boltj.node.PayOptions;
import org.boltj.sim.workload.Amounts;
import org.boltj.sim.workload.Participants;
import org.boltj.sim.workload.Workload;
import org.boltj.sim.world.CapacityRange;
import org.boltj.sim.world.Latency;
import org.boltj.sim.world.RoutingChoice;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.TopologyKind;

/**
 * What is simulated. Equal settings give equal results.
 *
 * @param nodes at least 2
 * @param topology a name that {@link TopologyKind#parse} knows
 * @param channelsPerNode in the mean, where the topology leaves a choice
 * @param capacities of channels whose topology does not tell
 * @param routing how the nodes find routes
 * @param pay limits of every payment
 */
public record SimulationSettings(
    Seed seed,
    int nodes,
    String topology,
    int channelsPerNode,
    CapacityRange capacities,
    Latency latency,
    Workload workload,
    RoutingChoice routing,
    PayOptions pay) {
  /** The most nodes that are tried: beyond, gossip alone takes more memory than machines have. */
  public static final int MOST_NODES = 20_000;

  /** Each has keys, commitments and a place in every graph. */
  public static final int MOST_CHANNELS = 400_000;

  /** Small enough to be done while one waits. */
  public static final SimulationSettings DEFAULT =
      new SimulationSettings(
          new Seed(1),
          50,
          "scale-free",
          8,
          new CapacityRange(500_000, 5_000_000),
          new Latency(20, 120),
          new Workload(1_000, 10, new Amounts.LogNormal(10_000, 1.5), Participants.UNIFORM),
          RoutingChoice.DEFAULT,
          PayOptions.DEFAULT.withTimeout(Duration.ofSeconds(60)));

  public SimulationSettings {
    if (nodes < 2 || nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "a network has 2 to " + MOST_NODES + " nodes, not " + nodes);
    }
    if (channelsPerNode < 1 || channelsPerNode > 1_000) {
      throw new IllegalArgumentException(
          "a node has 1 to 1000 channels in the mean, not " + channelsPerNode);
    }
    if ((long) nodes * channelsPerNode > MOST_CHANNELS) {
      throw new IllegalArgumentException(
          "a network has at most %d channels: %d nodes with %d each are too many"
              .formatted(MOST_CHANNELS, nodes, channelsPerNode));
    }
    TopologyKind.parse(topology);
  }

  public SimulationSettings withSeed(long value) {
    return new SimulationSettings(
        new Seed(value),
        nodes,
        topology,
        channelsPerNode,
        capacities,
        latency,
        workload,
        routing,
        pay);
  }

  public SimulationSettings withNodes(int count) {
    return new SimulationSettings(
        seed, count, topology, channelsPerNode, capacities, latency, workload, routing, pay);
  }

  public SimulationSettings withTopology(String name) {
    return new SimulationSettings(
        seed, nodes, name, channelsPerNode, capacities, latency, workload, routing, pay);
  }

  public SimulationSettings withChannelsPerNode(int count) {
    return new SimulationSettings(
        seed, nodes, topology, count, capacities, latency, workload, routing, pay);
  }

  public SimulationSettings withCapacities(CapacityRange range) {
    return new SimulationSettings(
        seed, nodes, topology, channelsPerNode, range, latency, workload, routing, pay);
  }

  public SimulationSettings withLatency(Latency range) {
    return new SimulationSettings(
        seed, nodes, topology, channelsPerNode, capacities, range, workload, routing, pay);
  }

  public SimulationSettings withWorkload(Workload payments) {
    return new SimulationSettings(
        seed, nodes, topology, channelsPerNode, capacities, latency, payments, routing, pay);
  }

  /** That many payments, otherwise as before. */
  public SimulationSettings withPayments(int count) {
    return withWorkload(
        new Workload(count, workload.perSecond(), workload.amounts(), workload.participants()));
  }

  /** Limits of every payment: fee, time, parts. */
  public SimulationSettings withPay(PayOptions options) {
    return new SimulationSettings(
        seed, nodes, topology, channelsPerNode, capacities, latency, workload, routing, options);
  }
}
