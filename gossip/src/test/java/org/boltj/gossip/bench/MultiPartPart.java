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
    for (int outcomes : List.of(0, SinglePathPart.OUTCOMES)) {
      List<Outcome> past = Outcomes.draw(graph, outcomes, 1);
      Race race = new Race(options.secondsPerCell());
      splitters.forEach(contestant -> race.enter(contestant, contestant.on(graph, past)));
      List<Race.Runner> runners = race.run(queries(~AMOUNT_SAT), queries(AMOUNT_SAT));
      String what = AMOUNT_SAT + " sat, " + (outcomes == 0 ? "cold" : outcomes + " outcomes");
      for (Race.Runner runner : runners) {
        report.add(figure(what, runner, runner == runners.get(0)));
      }
      race.close();
    }
  }

  private List<Query> queries(long seed) {
    return Queries.withMaxParts(
        new Queries(graph, seed).payable(options.queries(), AMOUNT_SAT * 1000), PARTS);
  }

  private static Figure figure(String what, Race.Runner runner, boolean isOurs) {
    Map<String, Object> values = SinglePathPart.times(runner);
    double parts =
        runner.answers().stream()
            .filter(routes -> !routes.isEmpty())
            .mapToInt(List::size)
            .average()
            .orElse(0);
    values.put("mean_parts", parts);
    boolean met = Percentiles.of(runner.nanos()).median() < MEDIAN_MS * 1e6;
    Aim aim = isOurs ? new Aim("p50 < 20 ms", met) : Aim.NONE;
    return new Figure(NAME, what, runner.contestant.name(), values, aim);
  }
}
