package org.boltj.sim.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.Topology;

/**
 * Payments that come independently of each other (a Poisson process).
 *
 * @param payments how many, up to {@link #MOST_PAYMENTS}
 * @param perSecond how many come in a second of virtual time, in the mean; one in a day at least
 */
public record Workload(int payments, double perSecond, Amounts amounts, Participants participants) {
  /** Each is planned ahead, and kept with its outcome. */
  public static final int MOST_PAYMENTS = 10_000_000;

  private static final double LEAST_PER_SECOND = 1.0 / 86_400;

  public Workload {
    if (payments < 0) {
      throw new IllegalArgumentException("the number of payments is negative: " + payments);
    }
    if (payments > MOST_PAYMENTS) {
      throw new IllegalArgumentException(
          "at most " + MOST_PAYMENTS + " payments are simulated, not " + payments);
    }
    if (!(perSecond >= LEAST_PER_SECOND && perSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "the rate is above 0 (one in a day at least) and at most 1000000 payments a second: "
              + perSecond);
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
