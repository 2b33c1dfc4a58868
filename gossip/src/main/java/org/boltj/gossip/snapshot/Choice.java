package org.boltj.gossip.snapshot;

import java.util.SplittableRandom;

/** Some values, each with its weight. */
final class Choice {
  private final double[] values;
  private final double[] weights;
  private double total;

  /** Pairs of value and weight. */
  Choice(double... valuesAndWeights) {
    values = new double[valuesAndWeights.length / 2];
    weights = new double[values.length];
    for (int at = 0; at < values.length; at++) {
      values[at] = valuesAndWeights[2 * at];
      weights[at] = valuesAndWeights[2 * at + 1];
      total += weights[at];
    }
  }

  double draw(SplittableRandom random) {
    double rest = random.nextDouble() * total;
    int at = 0;
    while (at < values.length - 1 && rest >= weights[at]) {
      rest -= weights[at];
      at++;
    }
    return values[at];
  }
}
