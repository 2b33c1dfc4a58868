package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One path between random nodes of the live core, by all contestants. */
final class SinglePathPart {
  private static final String NAME = "single path";
  private static final List<Long> AMOUNTS_SAT = List.of(10_000L, 100_000L, 1_000_000L);
  static final int OUTCOMES = 100_000;
  private static final double LEAST_RATIO = 10;

  private final BenchGraph graph;
  private final Options options;
  private final Report report;

  SinglePathPart(BenchGraph graph, Options options, Report report) {
    this.graph = graph;
    this.options = options;
    this.report = report;
  }

  void run(List<Contestant> contestants) {
    for (int outcomes : List.of(0, OUTCOMES)) {
      List<Outcome> past = Outcomes.draw(graph, outcomes, 1);
      RouteCost cost = RouteCost.of(graph, past);
      List<Contestant.Session> sessions =
          contestants.stream().map(contestant -> contestant.on(graph, past)).toList();
      String known = outcomes == 0 ? "cold" : outcomes + " outcomes";
      for (long sat : AMOUNTS_SAT) {
        List<Query> warmUp = new Queries(graph, ~sat).joined(options.queries(), sat * 1000);
        List<Query> queries = new Queries(graph, sat).joined(options.queries(), sat * 1000);
        tell(
            sat + " sat, " + known,
            race(contestants, sessions).run(warmUp, queries),
            queries,
            cost);
      }
      sessions.forEach(Contestant.Session::close);
    }
  }

  private Race race(List<Contestant> contestants, List<Contestant.Session> sessions) {
    Race race = new Race(options.secondsPerCell());
    for (int i = 0; i < sessions.size(); i++) {
      race.enter(contestants.get(i), sessions.get(i));
    }
    return race;
  }

  private void tell(String what, List<Race.Runner> runners, List<Query> queries, RouteCost cost) {
    Race.Runner ours = runners.get(0);
    double least = Double.MAX_VALUE;
    for (Race.Runner runner : runners) {
      double ratio = ratio(runner, ours);
      Map<String, Object> values = times(runner);
      values.put("p50_to_ours", ratio);
      values.putAll(quality(runner, ours, queries, cost));
      boolean isOurs = runner == ours;
      Aim aim = isOurs ? Aim.times(Percentiles.of(runner.nanos()), 1, 5) : Aim.NONE;
      report.add(new Figure(NAME, what, runner.contestant.name(), values, aim));
      least = runner.contestant.isRivalOfTheAim() ? Math.min(least, ratio) : least;
    }
    if (least < Double.MAX_VALUE) {
      Aim aim = new Aim("at least 10x the faster rival", least >= LEAST_RATIO);
      Map<String, Object> values = Map.of("p50_to_ours", least);
      report.add(new Figure(NAME, what, "faster rival", values, aim));
    }
  }

  static Map<String, Object> times(Race.Runner runner) {
    Percentiles nanos = Percentiles.of(runner.nanos());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("queries", nanos.count());
    values.put("found", runner.answers().stream().filter(routes -> !routes.isEmpty()).count());
    values.put("p50_ms", nanos.median() / 1e6);
    values.put("p90_ms", nanos.at(0.9) / 1e6);
    values.put("p99_ms", nanos.at(0.99) / 1e6);
    values.put("max_ms", nanos.at(1) / 1e6);
    return values;
  }

  /** Their median to ours, over the queries that both have answered. */
  static double ratio(Race.Runner theirs, Race.Runner ours) {
    int both = Math.min(theirs.nanos().length, ours.nanos().length);
    return (double) Percentiles.of(Arrays.copyOf(theirs.nanos(), both)).median()
        / Percentiles.of(Arrays.copyOf(ours.nanos(), both)).median();
  }

  /** What the routes are worth by our cost, beside ours, over the queries that both found. */
  private static Map<String, Object> quality(
      Race.Runner theirs, Race.Runner ours, List<Query> queries, RouteCost cost) {
    List<Double> relative = new ArrayList<>();
    List<Long> fees = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < Math.min(theirs.answers().size(), ours.answers().size()); i++) {
      Optional<RouteCost.Total> their = total(theirs.answers().get(i), queries.get(i), cost);
      Optional<RouteCost.Total> our = total(ours.answers().get(i), queries.get(i), cost);
      refused += !theirs.answers().get(i).isEmpty() && their.isEmpty() ? 1 : 0;
      if (their.isPresent() && our.isPresent()) {
        relative.add((their.get().cost() + 1.0) / (our.get().cost() + 1.0));
        fees.add(their.get().feeMsat() * 1_000_000 / queries.get(i).amountMsat());
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("unpayable", refused);
    values.put("mean_cost_to_ours", relative.stream().mapToDouble(d -> d).average().orElse(0));
    values.put("p50_fee_ppm", Percentiles.of(fees.stream().mapToLong(d -> d).toArray()).median());
    return values;
  }

  private static Optional<RouteCost.Total> total(List<int[]> routes, Query query, RouteCost cost) {
    return routes.isEmpty() ? Optional.empty() : cost.of(routes.get(0), query);
  }
}
