package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same queries to several contestants, in turns of some queries each, so that whatever else the
 * machine does hits all of them.
 */
final class Race {
  private static final int ENOUGH = 100;

  private static final int TURN = 50;

  private final List<Runner> runners = new ArrayList<>();
  private final long nanosEach;
  private final int enough;

  /** One contestant in the race. */
  static final class Runner {
    final Contestant contestant;
    private final Contestant.Session session;
    private final List<List<int[]>> answers = new ArrayList<>();
    private long[] nanos = new long[0];
    private long spent;

    Runner(Contestant contestant, Contestant.Session session) {
      this.contestant = contestant;
      this.session = session;
    }

    /** The times of the queries answered, in their order. */
    long[] nanos() {
      return Arrays.copyOf(nanos, answers.size());
    }

    /** The routes of each query answered, in their order. */
    List<List<int[]>> answers() {
      return answers;
    }

    private void answer(List<Query> queries, int end, long limit, int enough) {
      for (int i = answers.size(); i < end && (i < enough || spent < limit); i++) {
        long begun = System.nanoTime();
        var found = session.find(queries.get(i));
        nanos[i] = System.nanoTime() - begun;
        spent += nanos[i];
        answers.add(found.get());
      }
    }
  }

  Race(int secondsEach) {
    this(secondsEach, ENOUGH);
  }

  /**
   * A race.
   *
   * @param secondsEach after that long a slow contestant is let off
   * @param enough but not before so many answers
   */
  Race(int secondsEach, int enough) {
    this.nanosEach = secondsEach * 1_000_000_000L;
    this.enough = enough;
  }

  Race enter(Contestant contestant, Contestant.Session session) {
    runners.add(new Runner(contestant, session));
    return this;
  }

  /** Lets everybody answer; for what is timed after a warm-up with other queries. */
  List<Runner> run(List<Query> warmUp, List<Query> queries) {
    turns(warmUp, nanosEach / 5);
    turns(queries, nanosEach);
    return runners;
  }

  /** Lets go what the sessions hold. */
  void close() {
    runners.forEach(runner -> runner.session.close());
  }

  private void turns(List<Query> queries, long limit) {
    for (Runner runner : runners) {
      runner.answers.clear();
      runner.nanos = new long[queries.size()];
      runner.spent = 0;
    }
    for (int end = TURN; end < queries.size() + TURN; end += TURN) {
      for (Runner runner : runners) {
        runner.answer(queries, Math.min(end, queries.size()), limit, enough);
      }
    }
  }
}
