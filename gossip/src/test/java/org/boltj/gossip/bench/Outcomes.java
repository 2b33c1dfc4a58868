package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.boltj.gossip.graph.EdgeData;

/**
 * Past payments that might have been: the liquidity of each channel lies somewhere, every place
 * equally likely, and amounts of 1,000 to 1,000,000 sat were tried over edges drawn at random.
 */
final class Outcomes {
  private static final double LEAST_MSAT = 1e6;
  private static final double DECADES = 3;

  /** How they are made, in a sentence for the results. */
  static final String NOTE =
      "drawn with a seed: the liquidity of each channel lies somewhere, every place equally likely;"
          + " amounts of 1,000 to 1,000,000 sat, as many in each decade, were tried over usable"
          + " edges drawn with repetition, within their limits; what had room was settled; all of"
          + " it just happened, so that nothing has faded";

  private Outcomes() {}

  static List<Outcome> draw(BenchGraph graph, int count, long seed) {
    int[] edges = usableEdges(graph);
    SplittableRandom random = new SplittableRandom(seed);
    double[] share = random.doubles(graph.view().channelBound()).toArray();
    EdgeData data = new EdgeData();
    List<Outcome> outcomes = new ArrayList<>();
    while (outcomes.size() < count) {
      int edge = edges[random.nextInt(edges.length)];
      graph.view().read(edge, data);
      long amount = (long) (LEAST_MSAT * StrictMath.pow(10, DECADES * random.nextDouble()));
      double here = (edge & 1) == 0 ? share[edge >> 1] : 1 - share[edge >> 1];
      if (amount >= data.htlcMinimumMsat() && amount <= data.htlcMaximumMsat()) {
        outcomes.add(new Outcome(edge, amount, amount <= here * data.capacityMsat()));
      }
    }
    return outcomes;
  }

  private static int[] usableEdges(BenchGraph graph) {
    EdgeData data = new EdgeData();
    return IntStream.range(0, 2 * graph.view().channelBound())
        .filter(edge -> graph.view().read(edge, data))
        .toArray();
  }
}
