package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ClosingSigned;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.Shutdown;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.message.UpdateFulfillHtlc;

/** All that goes wrong in a run, as a list: a run is a scenario and such a plan. */
public record FaultPlan(List<Fault> faults) {
  public static final FaultPlan NONE = new FaultPlan(List.of());

  private static final int[] SILENT_AFTER = {
    ChannelReestablish.TYPE,
    UpdateAddHtlc.TYPE,
    UpdateFulfillHtlc.TYPE,
    UpdateFailHtlc.TYPE,
    CommitmentSigned.TYPE,
    RevokeAndAck.TYPE,
    Shutdown.TYPE,
    ClosingSigned.TYPE
  };

  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** The faults of a seed: 2 to 12 of all kinds, and in every other run a peer that lies. */
  public static FaultPlan draw(Scenario scenario) {
    return draw(scenario, 1);
  }

  /** The same with so many times as many mishaps. */
  public static FaultPlan draw(Scenario scenario, int storm) {
    return new Draw(scenario).plan(storm);
  }

  /** The nodes that lie. */
  public Set<Integer> liars() {
    return faults.stream()
        .filter(Fault.Lie.class::isInstance)
        .map(fault -> ((Fault.Lie) fault).node())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static final class Draw {
    private final Scenario scenario;
    private final SplittableRandom random;
    private final List<Fault> faults = new ArrayList<>();

    Draw(Scenario scenario) {
      this.scenario = scenario;
      this.random = scenario.seed().random("faults");
    }

    FaultPlan plan(int storm) {
      int count = storm * random.nextInt(2, 13);
      for (int i = 0; i < count; i++) {
        faults.add(mishap());
      }
      if (random.nextBoolean()) {
        faults.add(lie());
      }
      return new FaultPlan(faults);
    }

    private int node() {
      return random.nextInt(scenario.nodes().size());
    }

    /** Mostly during the payments, at times when the channels are closed. */
    private long moment() {
      return random.nextInt(4) > 0 ? random.nextLong(scenario.durationMillis()) : closingMoment();
    }

    private long closingMoment() {
      return scenario.durationMillis() + random.nextLong(TrialWorld.CLOSING_MILLIS);
    }

    /** Of what the chain does, more when it matters. */
    private long chainMoment() {
      return random.nextBoolean() ? closingMoment() : moment();
    }

    /** From that down to a hundredth of it, the small ones more often. */
    private long upTo(long most) {
      return Math.max(1, (long) (most * StrictMath.pow(0.01, random.nextDouble())));
    }

    private int count(int most) {
      return (int) (most * random.nextDouble() * random.nextDouble());
    }

    private Fault mishap() {
      FundingPlan link = scenario.channels().get(random.nextInt(scenario.channels().size()));
      boolean swap = random.nextBoolean();
      int from = swap ? link.opener() : link.accepter();
      int to = swap ? link.accepter() : link.opener();
      return switch (random.nextInt(20)) {
        case 0, 1 -> new Fault.CrashAtWrite(node(), count(300), Fault.Moment.BEFORE, upTo(30_000));
        case 2, 3 -> new Fault.CrashAtWrite(node(), count(300), Fault.Moment.AFTER, upTo(30_000));
        case 4, 5 -> new Fault.CrashAtSend(node(), count(400), upTo(30_000));
        case 6 -> new Fault.CrashAtPublish(node(), count(4), upTo(30_000));
        case 7 -> new Fault.WriteFails(node(), count(300), random.nextBoolean(), upTo(30_000));
        case 8 -> new Fault.SlowDisk(node(), moment(), upTo(20_000), upTo(2_000));
        case 9, 10 -> new Fault.Cut(from, to, moment(), upTo(30_000));
        case 11 -> new Fault.HalfOpen(from, to, moment(), upTo(40_000));
        case 12, 13 -> new Fault.Delay(from, to, moment(), upTo(20_000), upTo(5_000));
        case 14 ->
            new Fault.Reorg(
                chainMoment(), random.nextInt(1, 7), random.nextInt(0, 101), random.nextBoolean());
        case 15 -> new Fault.FeeSpike(moment(), upTo(60_000), random.nextInt(20, 400));
        case 16 -> new Fault.FullBlocks(chainMoment(), random.nextInt(1, 7));
        case 17 ->
            random.nextBoolean()
                ? new Fault.Eviction(chainMoment())
                : new Fault.ChainAway(node(), moment(), upTo(60_000));
        case 18 ->
            new Fault.Closure(
                random.nextInt(scenario.channels().size()),
                random.nextBoolean(),
                random.nextInt(3) > 0,
                random.nextLong(scenario.durationMillis()));
        default -> new Fault.ClockJump(node(), moment(), random.nextLong(-90_000, 90_000));
      };
    }

    private Fault lie() {
      int liar = node();
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          long copy = random.nextLong(scenario.durationMillis() * 3 / 4);
          yield new Fault.Cheat(
              liar, copy, random.nextLong(copy + 1, scenario.durationMillis() + 1));
        }
        case 3, 4, 5, 6 ->
            new Fault.Silence(liar, SILENT_AFTER[random.nextInt(SILENT_AFTER.length)], count(20));
        case 7 -> new Fault.WithheldPreimages(liar, count(10));
        default -> {
          Fault.WrongBytes.Kind[] kinds = Fault.WrongBytes.Kind.values();
          yield new Fault.WrongBytes(liar, kinds[random.nextInt(kinds.length)], count(30));
        }
      };
    }
  }
}
