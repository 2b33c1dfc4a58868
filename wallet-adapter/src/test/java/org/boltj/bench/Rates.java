package org.boltj.bench;

import java.util.List;

/** Medians of measured rates. */
final class Rates {
  private Rates() {}

  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
