package org.boltj.gossip.bench;

import java.util.List;
import java.util.Map;

/**
 * 1,000,000 sat in several parts between random nodes of the live core whose channels are large
 * enough for that.
 */
final class MultiPartPart {
  private static final String NAME = "multi-part";
  private static final long AMOUNT_SAT = 1_000_000;
  private static final int PARTS = 16;
  private static final double MEDIAN_MS = 20;
  private static final int MOST_WARM_UP = 150;

  /** A rival may take seconds for one answer. */
  private static final int ENOUGH = 20;

  private final BenchGraph graph;
  private final Options options;
  private final Report report;

  MultiPartPart(BenchGraph graph, Options options, Report report) {
    this.graph = graph;
    this.options = options;
    this.report = report;
  }

  void run(List<Contestant> contestants) {
    List<Contestant> splitters = contestants.stream().filter(Contestant::splits).toList();
    List<Query> warmUp = queries(~AMOUNT_SAT, Math.min(MOST_WARM_UP, options.queries()));
    List<Query> queries = queries(AMOUNT_SAT, options.queries());
    for (int outcomes : List.of(0, SinglePathPart.OUTCOMES)) {
      List<Outcome> past = Outcomes.draw(graph, outcomes, 1);
      Race race = new Race(options.secondsPerCell(), ENOUGH);
      splitters.forEach(contestant -> race.enter(contestant, contestant.on(graph, past)));
      List<Race.Runner> runners = race.run(warmUp, queries);
      String what = AMOUNT_SAT + " sat, " + (outcomes == 0 ? "cold" : outcomes + " outcomes");
      for (Race.Runner runner : runners) {
        report.add(figure(what, runner, runners.get(0)));
      }
      race.close();
    }
    report.note(NAME, note(splitters));
  }

  private static String note(List<Contestant> splitters) {
    String who = String.join(" and ", splitters.stream().map(Contestant::name).toList());
    return "the same queries to "
        + who
        + ", up to "
        + PARTS
        + " parts each, between random nodes of the live core whose maximum flow is at least the"
        + " amount if all capacities can be used (fees, limits and parts may still rule it out);"
        + " who is slow is let off when its time is over, after "
        + ENOUGH
        + " answers at the earliest, and p50_to_ours counts queries that both have answered";
  }

  private List<Query> queries(long seed, int count) {
    return Queries.withMaxParts(new Queries(graph, seed).payable(count, AMOUNT_SAT * 1000), PARTS);
  }

  private static Figure figure(String what, Race.Runner runner, Race.Runner ours) {
    Map<String, Object> values = SinglePathPart.times(runner);
    values.put("p50_to_ours", SinglePathPart.ratio(runner, ours));
    double parts =
        runner.answers().stream()
            .filter(routes -> !routes.isEmpty())
            .mapToInt(List::size)
            .average()
            .orElse(0);
    values.put("mean_parts", parts);
    boolean met = Percentiles.of(runner.nanos()).median() < MEDIAN_MS * 1e6;
    Aim aim = runner == ours ? new Aim("p50 < 20 ms", met) : Aim.NONE;
    return new Figure(NAME, what, runner.contestant.name(), values, aim);
  }
}
