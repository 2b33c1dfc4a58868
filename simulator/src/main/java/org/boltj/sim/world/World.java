package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.boltj.base.PublicKey;

/**
 * Nodes, the network between them and their chain. One thread does it all, in virtual time; equal
 * plans give equal worlds.
 */
public final class World {
  /** How often a wait looks whether it is over (ms of virtual time). */
  private static final long GLANCE_MILLIS = 100;

  private static final long BLOCK_MILLIS = 600_000;

  private final WorldPlan plan;
  private final VirtualTime time = new VirtualTime();
  private final SimChain chain = new SimChain(time);
  private final MemoryNetwork network;
  private final List<SimNode> nodes = new ArrayList<>();
  private final Map<PublicKey, Integer> numbers = new HashMap<>();

  private World(WorldPlan plan) {
    this.plan = plan;
    this.network = new MemoryNetwork(time, plan.seed(), plan.latency());
  }

  /**
   * Starts the nodes, opens all channels by the protocol and waits until every node knows every
   * channel by gossip.
   */
  public static World build(WorldPlan plan, Progress progress) {
    World world = new World(plan);
    new Foundation(world, progress).lay();
    world.mineRegularly();
    return world;
  }

  private void mineRegularly() {
    time.after(
        BLOCK_MILLIS,
        () -> {
          chain.mine(1);
          mineRegularly();
        });
  }

  public WorldPlan plan() {
    return plan;
  }

  public VirtualTime time() {
    return time;
  }

  public SimChain chain() {
    return chain;
  }

  MemoryNetwork network() {
    return network;
  }

  void add(SimNode node) {
    nodes.add(node);
    numbers.put(node.nodeId(), node.number());
  }

  public List<SimNode> nodes() {
    return List.copyOf(nodes);
  }

  public SimNode node(int number) {
    return nodes.get(number);
  }

  /** The number of a node; empty for a key that is none of these nodes. */
  public OptionalInt number(PublicKey nodeId) {
    Integer number = numbers.get(nodeId);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** How many messages the nodes have sent to each other. */
  public long messages() {
    return network.messages();
  }

  /** The size of these messages (bytes, without encryption). */
  public long messageBytes() {
    return network.bytes();
  }

  /**
   * Lets time pass until so much is done.
   *
   * @param done counts what is done; asked again and again
   * @param limitMillis of virtual time
   * @throws IllegalStateException when the time was not enough
   */
  public void await(
      String what, LongSupplier done, long total, long limitMillis, Progress progress) {
    long end = time.nowMillis() + limitMillis;
    long count = done.getAsLong();
    while (count < total) {
      if (time.nowMillis() >= end) {
        throw new IllegalStateException(
            what + ": only " + count + " of " + total + " after " + limitMillis + " ms");
      }
      time.run(GLANCE_MILLIS);
      count = done.getAsLong();
      progress.at(what, count, total);
    }
  }
}
