package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.payment.RelayPolicy;
import org.boltj.sim.world.Latency;
import org.boltj.sim.world.Seed;
import org.boltj.updates.ChannelPolicy;

/** A small world and what is paid in it, drawn from a seed; nothing goes wrong in it yet. */
public record Scenario(
    Seed seed,
    List<NodePlan> nodes,
    List<FundingPlan> channels,
    List<PaymentPlan> payments,
    Latency latency) {
  private static final long MEAN_PAUSE_MILLIS = 700;

  public Scenario {
    nodes = List.copyOf(nodes);
    channels = List.copyOf(channels);
    payments = List.copyOf(payments);
  }

  /** 3 to 8 nodes, a tree of channels with some more, and that many payments. */
  public static Scenario draw(long seedValue, int payments) {
    Seed seed = new Seed(seedValue);
    SplittableRandom random = seed.random("scenario");
    int nodes = random.nextInt(3, 9);
    List<NodePlan> nodePlans = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      nodePlans.add(node(random));
    }
    List<FundingPlan> channels = new ArrayList<>();
    for (int i = 1; i < nodes; i++) {
      // Mostly a line, so that payments have several hops.
      int other = random.nextInt(3) > 0 ? i - 1 : random.nextInt(i);
      channels.add(channel(other, i, random));
    }
    for (int more = random.nextInt(1 + nodes / 2); more > 0; more--) {
      int one = random.nextInt(nodes);
      int other = random.nextInt(nodes);
      if (one != other) {
        channels.add(channel(one, other, random));
      }
    }
    return new Scenario(
        seed, nodePlans, channels, payments(nodes, payments, random), new Latency(5, 80));
  }

  /** From the first payment to some time after the last (ms). */
  public long durationMillis() {
    return payments.isEmpty() ? 1_000 : payments.get(payments.size() - 1).atMillis() + 5_000;
  }

  private static NodePlan node(SplittableRandom random) {
    RelayPolicy relay =
        new RelayPolicy(
            MilliSatoshi.of(random.nextLong(0, 2_000)),
            random.nextLong(0, 2_000),
            new CltvExpiryDelta(random.nextInt(36, 60)),
            MilliSatoshi.of(1));
    return new NodePlan(relay, policy(random), random.nextBoolean());
  }

  private static ChannelPolicy policy(SplittableRandom random) {
    ChannelPolicy d = ChannelPolicy.DEFAULT;
    return new ChannelPolicy(
        Satoshi.of(random.nextBoolean() ? 354 : random.nextInt(354, 1_000)),
        d.maxDustLimit(),
        d.reservePermille(),
        d.maxReservePermille(),
        random.nextInt(3) == 0 ? 30 : d.inFlightPercent(),
        d.htlcMinimum(),
        d.maxHtlcMinimum(),
        random.nextInt(4) == 0 ? random.nextInt(1, 8) : d.maxAcceptedHtlcs(),
        random.nextInt(20, 40),
        d.maxToSelfDelay(),
        random.nextInt(1, 4),
        d.maxMinimumDepth(),
        d.minFunding(),
        d.maxDustHtlcExposure(),
        d.fulfillmentDeadline(),
        d.timeoutGrace(),
        d.maxExpiryDistance(),
        d.minFeeratePercent(),
        d.maxFeeratePercent(),
        d.resolutionDepth(),
        d.fundingTimeout(),
        d.irrevocableDepth(),
        d.fees());
  }

  private static FundingPlan channel(int one, int other, SplittableRandom random) {
    boolean swap = random.nextBoolean();
    long capacity = random.nextLong(200_000, 3_000_000);
    double share = random.nextDouble(0.05, 0.9);
    FundingPlan.Ending[] endings = FundingPlan.Ending.values();
    return new FundingPlan(
        swap ? other : one,
        swap ? one : other,
        Satoshi.of(capacity),
        MilliSatoshi.ofSat((long) (capacity * share)),
        CommitmentFormat.ALL.get(random.nextInt(CommitmentFormat.ALL.size())),
        endings[random.nextInt(endings.length)]);
  }

  private static List<PaymentPlan> payments(int nodes, int count, SplittableRandom random) {
    List<PaymentPlan> payments = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(nodes);
      int to = (from + random.nextInt(1, nodes)) % nodes;
      payments.add(new PaymentPlan(i, at, from, to, amount(random), kind(random)));
      at += random.nextInt(4) == 0 ? 0 : random.nextLong(2 * MEAN_PAUSE_MILLIS);
    }
    return payments;
  }

  /** Dust, what is just dust or just not, and more: up to what needs several parts. */
  private static MilliSatoshi amount(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> MilliSatoshi.of(random.nextLong(1, 10_000));
      case 1 -> MilliSatoshi.of(random.nextLong(10_000, 354_000));
      case 2 -> MilliSatoshi.of(random.nextLong(354_000, 1_500_000));
      case 3 -> MilliSatoshi.ofSat(random.nextLong(100_000, 1_000_000));
      default -> MilliSatoshi.of(random.nextLong(1_000_000, 100_000_000));
    };
  }

  private static PaymentPlan.Kind kind(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> PaymentPlan.Kind.UNKNOWN_HASH;
      case 1 -> PaymentPlan.Kind.KEYSEND;
      default -> PaymentPlan.Kind.INVOICE;
    };
  }
}
