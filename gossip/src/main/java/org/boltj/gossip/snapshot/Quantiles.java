package org.boltj.gossip.snapshot;

import java.util.SplittableRandom;

/**
 * A distribution given by some of its quantiles. Between two of them the logarithm of the value is
 * uniform, or the value itself where the lower one is 0.
 */
final class Quantiles {
  private final double[] shares;
  private final double[] values;

  /**
   * A distribution.
   *
   * @param sharesAndValues pairs in rising order: share of all at or below the value, value; the
   *     first share is 0, the last 1
   */
  Quantiles(double... sharesAndValues) {
    shares = new double[sharesAndValues.length / 2];
    values = new double[shares.length];
    for (int at = 0; at < shares.length; at++) {
      shares[at] = sharesAndValues[2 * at];
      values[at] = sharesAndValues[2 * at + 1];
    }
  }

  long draw(SplittableRandom random) {
    double share = random.nextDouble();
    int at = 1;
    while (shares[at] < share) {
      at++;
    }
    double low = values[at - 1];
    double high = values[at];
    double part = (share - shares[at - 1]) / (shares[at] - shares[at - 1]);
    double value = low <= 0 ? low + part * (high - low) : low * StrictMath.pow(high / low, part);
    return StrictMath.round(value);
  }
}
