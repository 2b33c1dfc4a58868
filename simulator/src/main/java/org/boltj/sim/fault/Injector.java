package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.boltj.base.Bytes;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Lets the faults of a plan strike: those with a time when it comes, those with a count when a node
 * has done so much.
 */
final class Injector {
  /** What becomes of a write. */
  enum WriteFate {
    WELL,
    DIES_BEFORE,
    DIES_AFTER,
    FAILS,
    FAILS_LANDED
  }

  /** What one node has done since the first payment. */
  private static final class Counts {
    private int writes;
    private int sends;
    private int publications;
    private long slowUntil;
    private long slowByMillis;
  }

  private final TrialWorld world;
  private final FaultPlan plan;
  private final Map<Integer, List<Fault>> countedByNode = new HashMap<>();
  private final Map<Integer, Counts> counts = new HashMap<>();
  private final Map<Integer, Liar> liars = new HashMap<>();
  private boolean active;

  Injector(TrialWorld world, FaultPlan plan) {
    this.world = world;
    this.plan = plan;
    for (Fault fault : plan.faults()) {
      counted(fault)
          .ifPresent(n -> countedByNode.computeIfAbsent(n, x -> new ArrayList<>()).add(fault));
    }
    plan.liars().forEach(node -> liars.put(node, new Liar(world, plan, node)));
  }

  private static Optional<Integer> counted(Fault fault) {
    return switch (fault) {
      case Fault.CrashAtWrite f -> Optional.of(f.node());
      case Fault.CrashAtSend f -> Optional.of(f.node());
      case Fault.CrashAtPublish f -> Optional.of(f.node());
      case Fault.WriteFails f -> Optional.of(f.node());
      default -> Optional.empty();
    };
  }

  Witness witness() {
    return world.witness();
  }

  /** From now on faults strike. */
  void begin() {
    active = true;
    TimedFaults timed = new TimedFaults(world, 0, world.scenario().durationMillis());
    plan.faults().forEach(timed::plan);
  }

  /** The faults of the time when channels are closed. */
  void beginClosing() {
    TimedFaults timed = new TimedFaults(world, world.scenario().durationMillis(), Long.MAX_VALUE);
    plan.faults().forEach(timed::plan);
  }

  /** No new faults, but lies go on. */
  void end() {
    active = false;
    counts.values().forEach(count -> count.slowUntil = 0);
  }

  boolean isActive() {
    return active;
  }

  private Counts counts(TrialNode node) {
    return counts.computeIfAbsent(node.number(), n -> new Counts());
  }

  private <F extends Fault> @Nullable F due(TrialNode node, Class<F> kind, Predicate<F> isDue) {
    List<Fault> faults = countedByNode.get(node.number());
    if (faults == null || node.isGone()) {
      return null;
    }
    for (Fault fault : faults) {
      if (kind.isInstance(fault) && isDue.test(kind.cast(fault))) {
        witness().struck(fault);
        return kind.cast(fault);
      }
    }
    return null;
  }

  // --- at what a node does ---

  void slowDisk(TrialNode node, long until, long byMillis) {
    counts(node).slowUntil = until;
    counts(node).slowByMillis = byMillis;
  }

  WriteFate atWrite(TrialNode node) {
    if (!active) {
      return WriteFate.WELL;
    }
    Counts count = counts(node);
    int number = count.writes++;
    if (world.time().nowMillis() < count.slowUntil) {
      node.process().ifPresent(process -> process.lag(count.slowByMillis));
    }
    Fault.CrashAtWrite crash = due(node, Fault.CrashAtWrite.class, f -> f.write() == number);
    if (crash != null) {
      node.downFor(crash.downMillis());
      return crash.moment() == Fault.Moment.BEFORE ? WriteFate.DIES_BEFORE : WriteFate.DIES_AFTER;
    }
    Fault.WriteFails failure = due(node, Fault.WriteFails.class, f -> f.write() == number);
    if (failure != null) {
      node.downFor(failure.downMillis());
      return failure.landed() ? WriteFate.FAILS_LANDED : WriteFate.FAILS;
    }
    return WriteFate.WELL;
  }

  boolean diesAtSend(TrialNode node) {
    if (!active) {
      return false;
    }
    int number = counts(node).sends++;
    Fault.CrashAtSend crash = due(node, Fault.CrashAtSend.class, f -> f.message() == number);
    if (crash != null) {
      node.downFor(crash.downMillis());
    }
    return crash != null;
  }

  boolean diesAtPublish(TrialNode node) {
    if (!active) {
      return false;
    }
    int number = counts(node).publications++;
    Fault.CrashAtPublish crash =
        due(node, Fault.CrashAtPublish.class, f -> f.publication() == number);
    if (crash != null) {
      node.downFor(crash.downMillis());
    }
    return crash != null;
  }

  // --- lies ---

  /** What the node says instead of a message; empty when nothing. */
  Optional<Bytes> say(TrialNode node, TrialNode to, Bytes message) {
    Liar liar = liars.get(node.number());
    return liar == null || !liar.hasBegun() && !active
        ? Optional.of(message)
        : liar.say(to, message);
  }

  /** Whether the node keeps these transactions back for now. */
  boolean withholds(TrialNode node, List<Transaction> transactions) {
    Liar liar = liars.get(node.number());
    return liar != null && liar.withholds(node, transactions);
  }
}
