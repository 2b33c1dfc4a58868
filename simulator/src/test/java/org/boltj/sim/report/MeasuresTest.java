package org.boltj.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void writesNumbersAsNumbersAndWordsAsWords() {
    Measures measures =
        new Measures().whole("paid", 3).fraction("rate", 2 / 3.0).word("amounts", "a, \"b\"");
    assertThat(measures.toCsv())
        .isEqualTo("measure,value\npaid,3\nrate,0.6667\namounts,\"a, \"\"b\"\"\"\n");
    assertThat(measures.toJson())
        .isEqualTo(
            """
            {
              "paid" : 3,
              "rate" : 0.6667,
              "amounts" : "a, \\"b\\""
            }
            """);
  }

  @Test
  void quantilesAreValuesThatOccurred() {
    Distribution distribution = Distribution.of(LongStream.of(5, 1, 9, 3));
    assertThat(distribution.mean()).isEqualTo(4.5);
    assertThat(distribution.quantile(0)).isEqualTo(1);
    assertThat(distribution.quantile(0.5)).isEqualTo(3);
    assertThat(distribution.quantile(0.95)).isEqualTo(9);
    assertThat(distribution.quantile(1)).isEqualTo(9);
    assertThat(Distribution.of(LongStream.empty()).quantile(0.5)).isZero();
  }
}
