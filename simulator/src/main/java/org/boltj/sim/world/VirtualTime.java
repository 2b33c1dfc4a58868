package org.boltj.sim.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Time that passes only by what is planned in it. Actions run one after the other in the order of
 * their times; those of the same time in the order in which they were planned. So equal plans give
 * equal runs.
 */
public final class VirtualTime implements InstantSource {
  /** 2026-01-01T00:00:00Z in milliseconds since 1970: where every simulation starts. */
  public static final long START_MILLIS = 1_767_225_600_000L;

  private record Planned(long atMillis, long number, Runnable action)
      implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int order = Long.compare(atMillis, other.atMillis);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Planned> queue = new PriorityQueue<>();
  private long nowMillis = START_MILLIS;
  private long number;
  private long done;

  /** Milliseconds since 1970. */
  public long nowMillis() {
    return nowMillis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMillis);
  }

  /** Plans an action; a time that has passed means now. */
  public void at(long millis, Runnable action) {
    queue.add(new Planned(Math.max(millis, nowMillis), number++, action));
  }

  /** Plans an action for so many milliseconds from now. */
  public void after(long millis, Runnable action) {
    at(Math.addExact(nowMillis, millis), action);
  }

  /** Runs everything planned up to that time, which is the time afterwards. */
  public void runUntil(long millis) {
    Planned next = queue.peek();
    while (next != null && next.atMillis <= millis) {
      queue.remove();
      nowMillis = next.atMillis;
      done++;
      next.action.run();
      next = queue.peek();
    }
    nowMillis = Math.max(nowMillis, millis);
  }

  /** Lets so many milliseconds pass. */
  public void run(long millis) {
    runUntil(Math.addExact(nowMillis, millis));
  }

  /** How many actions have run. */
  public long actionsRun() {
    return done;
  }
}
