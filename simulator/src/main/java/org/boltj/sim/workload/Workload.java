package org.boltj.sim.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.Topology;

/**
 * Payments that come independently of each other (a Poisson process).
 *
 * @param payments how many
 * @param perSecond how many come in a second of virtual time, in the mean; above 0
 */
public record Workload(int payments, double perSecond, Amounts amounts, Participants participants) {
  public Workload {
    if (payments < 0) {
      throw new IllegalArgumentException("the number of payments is negative: " + payments);
    }
    if (!(perSecond > 0 && perSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "the rate is above 0 and at most 1000000 payments a second: " + perSecond);
    }
  }

  /** The payments in the order of their times. */
  public List<PlannedPayment> plan(Seed seed, Topology topology) {
    SplittableRandom times = seed.random("payment times");
    SplittableRandom ends = seed.random("payment ends");
    SplittableRandom sizes = seed.random("payment amounts");
    int[] weights = participants.cumulatedWeights(topology);
    List<PlannedPayment> planned = new ArrayList<>();
    double seconds = 0;
    for (int number = 0; number < payments; number++) {
      seconds -= StrictMath.log(1 - times.nextDouble()) / perSecond;
      int from = Participants.draw(weights, ends);
      int to = Participants.draw(weights, ends);
      while (to == from) {
        to = Participants.draw(weights, ends);
      }
      long atMillis = StrictMath.round(seconds * 1000);
      planned.add(new PlannedPayment(number, atMillis, from, to, amounts.draw(sizes)));
    }
    return List.copyOf(planned);
  }
}
