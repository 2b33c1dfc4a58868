package org.boltj.gossip.bench;

import java.util.List;
import java.util.function.Supplier;

/** A router that is measured: ours, or a rival's that the service loader finds. */
public interface Contestant {
  /** How the results name it. */
  String name();

  /** What its figures mean: what it can and cannot do, in one sentence. */
  String note();

  /** Whether it can pay over several routes at once. */
  default boolean splits() {
    return false;
  }

  /** Whether ours should be ten times as fast. */
  default boolean isRivalOfTheAim() {
    return false;
  }

  /** Takes in a graph and what is known of past payments. None of this is timed. */
  Session on(BenchGraph graph, List<Outcome> outcomes);

  /** A contestant that is ready to search. Used by one thread at a time. */
  @FunctionalInterface
  interface Session extends AutoCloseable {
    /**
     * Searches; this is what is timed.
     *
     * @return tells each route's edges from payer to payee by their numbers in the graph, nothing
     *     when no route was found; called when the clock was read
     */
    Supplier<List<int[]>> find(Query query);

    @Override
    default void close() {}
  }
}
