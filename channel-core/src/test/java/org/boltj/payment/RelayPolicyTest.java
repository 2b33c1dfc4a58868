package org.boltj.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.junit.jupiter.api.Test;

class RelayPolicyTest {
  private static RelayPolicy policy(long base, long proportional) {
    return new RelayPolicy(
        MilliSatoshi.of(base), proportional, new CltvExpiryDelta(40), MilliSatoshi.of(1));
  }

  /** The example of BOLT 7, "HTLC Fees": 200 + 4999999 * 2000 / 1000000. */
  @Test
  void the_example_of_bolt_7() {
    assertThat(policy(200, 2000).feeFor(MilliSatoshi.of(4_999_999)))
        .isEqualTo(MilliSatoshi.of(10_199));
  }

  @Property
  void is_the_exact_fee_rounded_down(
      @ForAll @LongRange(max = 2_100_000_000_000_000L) long amount,
      @ForAll @LongRange(max = 0xffffffffL) long base,
      @ForAll @LongRange(max = 1_000_000L) long proportional) {
    BigInteger exact =
        BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(proportional))
            .divide(BigInteger.valueOf(1_000_000))
            .add(BigInteger.valueOf(base));
    assertThat(policy(base, proportional).feeFor(MilliSatoshi.of(amount)).msat())
        .isEqualTo(exact.longValueExact());
  }

  @Test
  void fees_fit_32_bits() {
    assertThatThrownBy(() -> policy(1L << 32, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
