package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether our search finds what the plain Dijkstra finds, to the millisatoshi of cost. */
final class ExactnessPart {
  private static final List<Long> AMOUNTS_SAT = List.of(10_000L, 100_000L, 1_000_000L);

  private final Options options;
  private final Report report;

  ExactnessPart(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  /**
   * How many queries were answered alike.
   *
   * @param dearer ours costs more than the reference's
   * @param cheaper ours costs less
   * @param missed only the reference found a route
   * @param extra only ours found one
   */
  private record Tally(int equal, int dearer, int cheaper, int missed, int extra) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          equal + other.equal,
          dearer + other.dearer,
          cheaper + other.cheaper,
          missed + other.missed,
          extra + other.extra);
    }

    Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("queries", equal + dearer + cheaper + missed + extra);
      values.put("equal", equal);
      values.put("dearer", dearer);
      values.put("cheaper", cheaper);
      values.put("only_reference_found", missed);
      values.put("only_ours_found", extra);
      return values;
    }
  }

  /**
   * Compares.
   *
   * @param plain without inbound fees: costs must be equal
   * @param whole the same graph with them, which the reference does not look at: our routes must
   *     not be dearer
   */
  void run(BenchGraph plain, BenchGraph whole) {
    int half = options.exactQueries() / 2;
    for (int outcomes : List.of(0, SinglePathPart.OUTCOMES)) {
      List<Outcome> past = Outcomes.draw(plain, outcomes, 1);
      String known = outcomes == 0 ? "cold" : outcomes + " outcomes";
      Tally tally = compare(plain, past, half);
      Aim equal = new Aim("all equal to a plain Dijkstra", tally.equal() == half);
      report.add(new Figure("exactness", known, "boltj", tally.values(), equal));
      Tally inbound = compare(whole, past, half / 5);
      boolean none = inbound.dearer() + inbound.missed() == 0;
      Aim never = new Aim("never dearer than without looking at them", none);
      String what = known + ", inbound fees";
      report.add(new Figure("exactness", what, "boltj", inbound.values(), never));
    }
  }

  private static Tally compare(BenchGraph graph, List<Outcome> past, int count) {
    List<Query> queries = queries(graph, count);
    int lanes = Runtime.getRuntime().availableProcessors();
    return IntStream.range(0, lanes)
        .parallel()
        .mapToObj(lane -> compare(graph, past, queries, lane, lanes))
        .reduce(Tally.NONE, Tally::plus);
  }

  private static List<Query> queries(BenchGraph graph, int count) {
    List<Query> queries = new ArrayList<>();
    for (long sat : AMOUNTS_SAT) {
      queries.addAll(new Queries(graph, 77 + sat).any(count / AMOUNTS_SAT.size() + 1, sat * 1000));
    }
    return queries.subList(0, count);
  }

  private static Tally compare(
      BenchGraph graph, List<Outcome> past, List<Query> queries, int lane, int lanes) {
    RouteCost cost = RouteCost.of(graph, past);
    Tally tally = Tally.NONE;
    try (Contestant.Session ours = new Boltj().on(graph, past);
        Contestant.Session plain = new PlainDijkstra().on(graph, past)) {
      for (int i = lane; i < queries.size(); i += lanes) {
        Query query = queries.get(i);
        tally = tally.plus(compare(cost(ours, query, cost), cost(plain, query, cost)));
      }
    }
    return tally;
  }

  private static Optional<RouteCost.Total> cost(
      Contestant.Session session, Query query, RouteCost cost) {
    List<int[]> routes = session.find(query).get();
    return routes.isEmpty() ? Optional.empty() : cost.of(routes.get(0), query);
  }

  private static Tally compare(
      Optional<RouteCost.Total> ours, Optional<RouteCost.Total> reference) {
    if (ours.isEmpty() || reference.isEmpty()) {
      return ours.isEmpty() && reference.isEmpty()
          ? new Tally(1, 0, 0, 0, 0)
          : new Tally(0, 0, 0, ours.isEmpty() ? 1 : 0, ours.isEmpty() ? 0 : 1);
    }
    int order = Long.compare(ours.get().cost(), reference.get().cost());
    return order == 0
        ? new Tally(1, 0, 0, 0, 0)
        : new Tally(0, order > 0 ? 1 : 0, order < 0 ? 1 : 0, 0, 0);
  }
}
