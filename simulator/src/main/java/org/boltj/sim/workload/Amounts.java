package org.boltj.sim.workload;

import java.util.SplittableRandom;
import org.boltj.base.MilliSatoshi;

/** How large payments are. */
public sealed interface Amounts {

  /** The next amount. */
  MilliSatoshi draw(SplittableRandom random);

  /** Always the same (sat, from 1 on). */
  record Fixed(long sat) implements Amounts {
    public Fixed {
      requirePositive(sat);
    }

    @Override
    public MilliSatoshi draw(SplittableRandom random) {
      return MilliSatoshi.ofSat(sat);
    }

    @Override
    public String toString() {
      return sat + " sat";
    }
  }

  /**
   * Many small ones and few large ones: their logarithm has a normal distribution.
   *
   * @param medianSat half of the payments are smaller (sat, from 1 on)
   * @param sigma standard deviation of the natural logarithm, above 0 and at most 5
   */
  record LogNormal(long medianSat, double sigma) implements Amounts {
    private static final double MOST_SIGMA = 5;

    public LogNormal {
      requirePositive(medianSat);
      if (!(sigma > 0 && sigma <= MOST_SIGMA)) {
        throw new IllegalArgumentException("sigma is above 0 and at most 5: " + sigma);
      }
    }

    @Override
    public MilliSatoshi draw(SplittableRandom random) {
      // Box and Muller; StrictMath gives the same digits on every machine.
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double normal = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
      double msat = medianSat * 1000.0 * StrictMath.exp(sigma * normal);
      return MilliSatoshi.of(Math.max(1, StrictMath.round(msat)));
    }

    @Override
    public String toString() {
      return "log-normal, median " + medianSat + " sat, sigma " + sigma;
    }
  }

  /** Parses {@code 10000} (sat) or {@code log-normal:10000:1.5} (median in sat, and sigma). */
  static Amounts parse(String text) {
    String[] words = text.split(":", -1);
    try {
      if (words.length == 1) {
        return new Fixed(Long.parseLong(text));
      }
      if (words.length == 3 && words[0].equals("log-normal")) {
        return new LogNormal(Long.parseLong(words[1]), Double.parseDouble(words[2]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notAnAmount(text), e);
    }
    throw new IllegalArgumentException(notAnAmount(text));
  }

  private static String notAnAmount(String text) {
    return "an amount is satoshis such as 10000, or log-normal:<median>:<sigma>, not " + text;
  }

  private static void requirePositive(long sat) {
    if (sat < 1 || sat > 1_000_000_000L) {
      throw new IllegalArgumentException("an amount is 1 to 1000000000 sat: " + sat);
    }
  }
}
