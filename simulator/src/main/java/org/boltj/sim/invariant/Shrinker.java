package org.boltj.sim.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;

/**
 * Finds the shortest list of faults, and then the fewest payments, with which a run still breaks
 * one of the invariants that it broke (Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", 2002).
 */
public final class Shrinker {
  /** A run that fails. */
  public record Failing(long seed, int payments, FaultPlan plan, List<Violation> violations) {}

  private final long seed;
  private final int payments;
  private final Set<String> wanted;
  private final Consumer<String> progress;
  private Failing best;

  private Shrinker(Failing failing, Consumer<String> progress) {
    this.seed = failing.seed();
    this.payments = failing.payments();
    this.best = failing;
    this.wanted = new TreeSet<>();
    failing.violations().forEach(violation -> wanted.add(violation.invariant()));
    this.progress = progress;
  }

  /**
   * The smallest failing run that was found.
   *
   * @param progress is told of each smaller one
   */
  public static Failing shrink(Failing failing, Consumer<String> progress) {
    Shrinker shrinker = new Shrinker(failing, progress);
    shrinker.fewerFaults();
    shrinker.fewerPayments();
    return shrinker.best;
  }

  private boolean fails(int howMany, List<Fault> faults) {
    FaultPlan plan = new FaultPlan(faults);
    List<Violation> violations = Trial.run(Scenario.draw(seed, howMany), plan).violations();
    boolean same = violations.stream().anyMatch(v -> wanted.contains(v.invariant()));
    if (same) {
      best = new Failing(seed, howMany, plan, violations);
      progress.accept(faults.size() + " faults, " + howMany + " payments");
    }
    return same;
  }

  private void fewerFaults() {
    List<Fault> faults = best.plan().faults();
    int parts = 2;
    while (faults.size() >= 2 && parts <= faults.size()) {
      List<Fault> smaller = without(faults, parts);
      if (smaller.size() < faults.size()) {
        faults = smaller;
        parts = Math.max(2, parts - 1);
      } else if (parts == faults.size()) {
        return;
      } else {
        parts = Math.min(faults.size(), parts * 2);
      }
    }
    if (faults.size() == 1) {
      fails(payments, List.of());
    }
  }

  /** The list without the first of so many parts that can be missed. */
  private List<Fault> without(List<Fault> faults, int parts) {
    for (int part = 0; part < parts; part++) {
      int from = faults.size() * part / parts;
      int to = faults.size() * (part + 1) / parts;
      List<Fault> rest = new ArrayList<>(faults.subList(0, from));
      rest.addAll(faults.subList(to, faults.size()));
      if (fails(payments, rest)) {
        return rest;
      }
    }
    return faults;
  }

  private void fewerPayments() {
    int enough = payments;
    int step = payments / 2;
    while (step > 0) {
      if (enough > step && fails(enough - step, best.plan().faults())) {
        enough -= step;
      } else {
        step /= 2;
      }
    }
  }
}
