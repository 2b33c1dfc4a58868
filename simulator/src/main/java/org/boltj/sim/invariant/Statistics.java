package org.boltj.sim.invariant;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What runs held, in numbers; adds up over runs. */
public final class Statistics {
  /** What is counted. */
  public enum Count {
    RUNS,
    EVENTS,
    MESSAGES,
    WRITES,
    PAYMENTS,
    PAID,
    FAILED,
    NOT_MADE,
    CRASHES,
    CUTS,
    REORGS,
    CHEATS,
    CLOSURES,
    LIES,
    BLOCKS,
    TRANSACTIONS
  }

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final Map<String, Long> faults = new TreeMap<>();

  void add(Count count, long number) {
    counts.merge(count, number, Long::sum);
  }

  void addFault(String kind) {
    faults.merge(kind, 1L, Long::sum);
  }

  public long get(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /** How often each kind of fault has struck. */
  public Map<String, Long> faults() {
    return Map.copyOf(faults);
  }

  public void add(Statistics other) {
    other.counts.forEach(this::add);
    other.faults.forEach((kind, number) -> faults.merge(kind, number, Long::sum));
  }

  @Override
  public String toString() {
    return counts + " " + faults;
  }
}
