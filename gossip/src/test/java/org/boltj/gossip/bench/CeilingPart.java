package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.boltj.gossip.path.PathResult;
import org.boltj.gossip.scoring.Scorer;

/**
 * How often a payment succeeds when every balance is known, beside the ceiling that no router can
 * beat: whether the maximum flow between payer and payee is as large as the payment.
 */
final class CeilingPart {
  static final List<Long> AMOUNTS_SAT = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);
  private static final int PARTS = 1_000;

  private final BenchGraph graph;
  private final int samples;
  private final Report report;

  CeilingPart(BenchGraph graph, Options options, Report report) {
    this.graph = graph;
    this.samples = options.ceilingSamples();
    this.report = report;
  }

  /**
   * One pair of nodes with balances of its own.
   *
   * @param ceiling which amounts a flow can carry
   * @param free which our finder pays when edges ask for nothing
   * @param real which it pays with fees and limits as announced, if that was tried
   */
  record Sample(List<Boolean> ceiling, List<Boolean> free, List<Boolean> real) {}

  void run() {
    List<Sample> drawn =
        IntStream.range(0, samples)
            .parallel()
            .mapToObj(number -> sample(graph, number, true))
            .toList();
    for (int i = 0; i < AMOUNTS_SAT.size(); i++) {
      int at = i;
      double ceiling = share(drawn.stream().map(sample -> sample.ceiling().get(at)).toList());
      double free = share(drawn.stream().map(sample -> sample.free().get(at)).toList());
      double real = share(drawn.stream().map(sample -> sample.real().get(at)).toList());
      double error = 2 * Math.sqrt(ceiling * (1 - ceiling) / samples);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("samples", samples);
      values.put("ceiling", ceiling);
      values.put("success", free);
      values.put("success_with_fees_and_limits", real);
      values.put("two_standard_errors", error);
      Aim aim =
          new Aim("the ceiling, within two standard errors", Math.abs(ceiling - free) <= error);
      report.add(
          new Figure("perfect knowledge", AMOUNTS_SAT.get(i) + " sat", "boltj", values, aim));
    }
  }

  static double share(List<Boolean> answers) {
    return (double) answers.stream().filter(yes -> yes).count() / answers.size();
  }

  /** One pair of nodes of the graph's core; the number is the seed. */
  static Sample sample(BenchGraph graph, int number, boolean asAnnounced) {
    KnownBalances real = KnownBalances.draw(graph.view(), number);
    KnownBalances free = real.free();
    SplittableRandom random = new SplittableRandom(~number);
    List<Integer> core = graph.core();
    int source = core.get(random.nextInt(core.size()));
    int target = source;
    while (target == source) {
      target = core.get(random.nextInt(core.size()));
    }
    long largest = AMOUNTS_SAT.get(AMOUNTS_SAT.size() - 1) * 1000;
    long flow = new MaxFlow(free).between(source, target, largest);
    Sample sample = new Sample(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (long sat : AMOUNTS_SAT) {
      Query query = new Query(source, target, sat * 1000, PARTS);
      sample.ceiling().add(flow >= query.amountMsat());
      sample.free().add(pays(graph, free, query));
      if (asAnnounced) {
        sample.real().add(pays(graph, real, query));
      }
    }
    return sample;
  }

  private static boolean pays(BenchGraph graph, KnownBalances balances, Query query) {
    return Boltj.finder()
            .find(balances, Boltj.request(graph, query), Scorer.NONE, graph.nowSeconds())
        instanceof PathResult.Found;
  }
}
