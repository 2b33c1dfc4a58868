package org.boltj.sim.invariant;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.boltj.base.ChannelId;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.payment.PaymentRecord;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.FundingPlan;
import org.boltj.sim.fault.Scenario;
import org.boltj.sim.fault.Spending;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.sim.fault.Witness;
import org.boltj.sim.invariant.Statistics.Count;

/**
 * One run: a scenario with the faults of a plan, from open channels over payments to the last swept
 * output, with every invariant watching. Equal arguments give equal results.
 */
public final class Trial {
  private static final long BLOCK_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 3_000;
  private static final long SETTLE_PAUSE_MILLIS = 20_000;
  private static final int SETTLE_BLOCKS = 500;
  private static final int PATIENCE_BLOCKS = 12;
  private static final int FAULTY_BLOCKS = 20;
  private static final int CLOSE_BLOCKS = 400;
  private static final int SAFE_BLOCKS = 7;

  private final Witnesses witnesses = new Witnesses();
  private final Findings findings = new Findings();
  private final Statistics statistics = new Statistics();
  private final Account account = new Account();
  private final TrialWorld world;
  private final Spending spending;
  private final Invariants invariants;

  private Trial(Scenario scenario, FaultPlan plan, Witness extra) {
    witnesses.add(account);
    world = TrialWorld.build(scenario, plan, witnesses);
    long start = world.time().nowMillis();
    findings.clock(() -> world.time().nowMillis() - start);
    spending = new Spending(world);
    Revocations revocations = new Revocations(account);
    invariants = Invariants.of(world, findings, account, revocations);
    witnesses.add(new Counting(statistics));
    witnesses.add(extra);
    witnesses.add(revocations);
    witnesses.add(invariants.stayOpen());
    invariants.others().forEach(witnesses::add);
  }

  /** Runs, and says what was violated. */
  public static TrialResult run(Scenario scenario, FaultPlan plan) {
    return run(scenario, plan, new Witness() {});
  }

  /** Runs with one more witness, who sees everything but how the channels were opened. */
  public static TrialResult run(Scenario scenario, FaultPlan plan, Witness extra) {
    return new Trial(scenario, plan, extra).run();
  }

  private TrialResult run() {
    spend();
    world.heal();
    boolean ended =
        mineUntil(
                SETTLE_BLOCKS,
                SETTLE_PAUSE_MILLIS,
                this::isSettled,
                "payments or HTLCs are still under way")
            && close()
            && mineUntil(
                CLOSE_BLOCKS, PAUSE_MILLIS, this::isSwept, "money of channels is in no wallet yet");
    if (ended) {
      mine(SAFE_BLOCKS, PAUSE_MILLIS);
    }
    if (findings.isEmpty()) {
      witnesses.ended(world);
    }
    count();
    return new TrialResult(findings.all(), statistics);
  }

  private void spend() {
    long end = world.time().nowMillis() + world.scenario().durationMillis();
    world.unleash();
    spending.plan();
    while (world.time().nowMillis() < end && findings.isEmpty()) {
      world.time().run(BLOCK_MILLIS);
      world.mine();
    }
  }

  private boolean mineUntil(int most, long pauseMillis, BooleanSupplier done, String what) {
    for (int i = 0; i < most && findings.isEmpty(); i++) {
      if (done.getAsBoolean()) {
        return true;
      }
      mine(1, pauseMillis);
    }
    if (findings.isEmpty()) {
      invariants.neverEnds().found(what);
    }
    return false;
  }

  private void mine(int blocks, long pauseMillis) {
    for (int i = 0; i < blocks && findings.isEmpty(); i++) {
      world.mine();
      world.time().run(pauseMillis);
    }
  }

  private boolean isSettled() {
    return world.nodes().stream().filter(world::isHonest).allMatch(this::isSettled);
  }

  private boolean isSettled(TrialNode node) {
    boolean pending =
        account.of(node).payments().stream().anyMatch(p -> p.isPending() || p.hasPartsInFlight());
    return !pending
        && node.lightning().isPresent()
        && node.lightning().get().channels().stream()
            .allMatch(c -> c.status() == ChannelInfo.Status.ON_CHAIN || c.pendingHtlcs() == 0);
  }

  private boolean close() {
    invariants.stayOpen().closingBegins();
    List<FundingPlan> plans = world.scenario().channels();
    for (int i = 0; i < plans.size(); i++) {
      FundingPlan plan = plans.get(i);
      ChannelId channel = world.channelIds().get(i);
      switch (plan.ending()) {
        case MUTUAL -> atHonest(plan.opener(), plan, node -> node.closeChannel(channel));
        case FORCED_BY_OPENER -> atHonest(plan.opener(), plan, node -> node.forceClose(channel));
        case FORCED_BY_ACCEPTER ->
            atHonest(plan.accepter(), plan, node -> node.forceClose(channel));
      }
    }
    world.beginClosing();
    mine(PATIENCE_BLOCKS, PAUSE_MILLIS);
    world.nodes().stream().filter(world::isHonest).forEach(Trial::forceTheRest);
    mine(FAULTY_BLOCKS, PAUSE_MILLIS);
    world.calm();
    world.nodes().stream().filter(world::isHonest).forEach(Trial::forceTheRest);
    return findings.isEmpty();
  }

  /** With that node, or with the other one if that one lies. */
  private void atHonest(int preferred, FundingPlan plan, Consumer<LightningNode> action) {
    int other = preferred == plan.opener() ? plan.accepter() : plan.opener();
    TrialNode node =
        world.isHonest(world.node(preferred)) ? world.node(preferred) : world.node(other);
    node.lightning().ifPresent(action);
  }

  private static void forceTheRest(TrialNode node) {
    node.lightning()
        .ifPresent(
            lightning ->
                lightning.channels().stream()
                    .filter(c -> c.status() != ChannelInfo.Status.ON_CHAIN)
                    .forEach(c -> lightning.forceClose(c.channelId())));
  }

  private boolean isSwept() {
    return world.height() % 4 == 0 && Aftermath.of(world, account).isOver();
  }

  private void count() {
    statistics.add(Count.RUNS, 1);
    statistics.add(Count.EVENTS, world.time().actionsRun());
    statistics.add(Count.NOT_MADE, spending.notMade().size());
    for (TrialNode node : world.nodes()) {
      for (PaymentRecord payment : account.of(node).payments()) {
        statistics.add(Count.PAYMENTS, 1);
        statistics.add(
            payment.status() instanceof PaymentRecord.Succeeded ? Count.PAID : Count.FAILED, 1);
      }
    }
  }
}
