package org.boltj.sim.workload;

import java.util.Locale;
import java.util.SplittableRandom;
import org.boltj.sim.world.Topology;

/** Who pays and who is paid. */
public enum Participants {
  /** Every node as often as every other. */
  UNIFORM,
  /** Nodes as often as they have channels. */
  BY_DEGREE;

  /** The words of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Parses {@code uniform} or {@code by-degree}. */
  public static Participants parse(String text) {
    for (Participants kind : values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("participants are uniform or by-degree, not " + text);
  }

  /** For node n, what nodes 0 to n weigh together. */
  int[] cumulatedWeights(Topology topology) {
    int[] weights = topology.degrees();
    int sum = 0;
    for (int node = 0; node < weights.length; node++) {
      sum += this == UNIFORM ? 1 : weights[node];
      weights[node] = sum;
    }
    return weights;
  }

  static int draw(int[] cumulatedWeights, SplittableRandom random) {
    int drawn = random.nextInt(cumulatedWeights[cumulatedWeights.length - 1]);
    int low = 0;
    int high = cumulatedWeights.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (drawn < cumulatedWeights[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
