package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.node.Routing;
import org.boltj.payment.RelayPolicy;

/**
 * All that is decided about a world before time begins.
 *
 * @param policies what each node asks for forwarding
 * @param routing how the nodes find routes
 */
public record WorldPlan(
    Seed seed,
    Topology topology,
    Latency latency,
    List<ChannelPlan> channels,
    List<RelayPolicy> policies,
    Routing routing) {
  /** Neither side of a new channel has less than that share of it. */
  private static final double LEAST_SHARE = 0.1;

  private static final double MOST_BASE_MSAT = 1_000;
  private static final double MOST_MILLIONTHS = 1_000;
  private static final int[] EXPIRY_DELTAS = {40, 80, 144};
  private static final long LEAST_EXPIRY_DELTA = 18;

  public WorldPlan {
    channels = List.copyOf(channels);
    policies = List.copyOf(policies);
  }

  /** Draws balances, capacities and policies where the topology does not know them. */
  public static WorldPlan draw(
      Seed seed,
      Topology topology,
      CapacityRange capacities,
      Latency latency,
      RoutingChoice routing) {
    SplittableRandom channelChance = seed.random("channels");
    List<ChannelPlan> channels = new ArrayList<>();
    for (Topology.Link link : topology.links()) {
      channels.add(channel(link, capacities, channelChance));
    }
    SplittableRandom policyChance = seed.random("policies");
    List<RelayPolicy> policies = new ArrayList<>();
    for (Optional<RelayPolicy> known : topology.policies()) {
      RelayPolicy drawn = policy(policyChance);
      policies.add(known.map(WorldPlan::usable).orElse(drawn));
    }
    return new WorldPlan(seed, topology, latency, channels, policies, routing.routing());
  }

  private static ChannelPlan channel(
      Topology.Link link, CapacityRange capacities, SplittableRandom random) {
    boolean swap = random.nextBoolean();
    Satoshi drawn = capacities.draw(random);
    Satoshi capacity =
        link.capacitySat().isPresent()
            ? CapacityRange.clamp(link.capacitySat().getAsLong())
            : drawn;
    double share = random.nextDouble(LEAST_SHARE, 1 - LEAST_SHARE);
    MilliSatoshi push = MilliSatoshi.ofSat(StrictMath.round(capacity.sat() * share));
    return swap
        ? new ChannelPlan(link.b(), link.a(), capacity, push)
        : new ChannelPlan(link.a(), link.b(), capacity, push);
  }

  private static RelayPolicy policy(SplittableRandom random) {
    long base = spread(MOST_BASE_MSAT, random);
    long millionths = spread(MOST_MILLIONTHS, random);
    int delta = EXPIRY_DELTAS[random.nextInt(EXPIRY_DELTAS.length)];
    return new RelayPolicy(
        MilliSatoshi.of(base), millionths, new CltvExpiryDelta(delta), MilliSatoshi.of(1));
  }

  /** From 0 to that number, the small ones more often: each power of ten is as likely. */
  private static long spread(double most, SplittableRandom random) {
    return StrictMath.round(StrictMath.pow(most + 1, random.nextDouble()) - 1);
  }

  /** A policy of elsewhere, with enough blocks to be safe here. */
  private static RelayPolicy usable(RelayPolicy policy) {
    int delta = (int) Math.max(LEAST_EXPIRY_DELTA, policy.cltvExpiryDelta().blocks());
    return new RelayPolicy(
        policy.feeBase(),
        policy.feeProportionalMillionths(),
        new CltvExpiryDelta(delta),
        policy.htlcMinimum().max(MilliSatoshi.of(1)));
  }

  public int nodes() {
    return policies.size();
  }
}
