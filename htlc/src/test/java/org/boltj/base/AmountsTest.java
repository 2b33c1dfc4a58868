package org.boltj.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Amounts and feerates never wrap around, and round as the BOLTs say. */
class AmountsTest {
  private static final long MAX = 2_100_000_000_000_000_000L;

  @Property(tries = 200)
  void sumsAndDifferences(
      @ForAll @LongRange(max = MAX) long a, @ForAll @LongRange(max = MAX) long b) {
    MilliSatoshi first = MilliSatoshi.of(a);
    MilliSatoshi second = MilliSatoshi.of(b);
    assertThat(first.plus(second).minus(second)).isEqualTo(first);
    assertThat(first.min(second).plus(first.max(second))).isEqualTo(first.plus(second));
    assertThat(first.minusOrZero(second).msat()).isEqualTo(Math.max(0, a - b));
    assertThat(first.isLessThan(second)).isEqualTo(a < b);
    assertThat(first.isGreaterThan(second)).isEqualTo(a > b);
    assertThat(first.toSatoshi().sat()).isEqualTo(a / 1000);
  }

  @Example
  void whatIsTooMuchOrTooLittleFailsLoudly() {
    assertThatIllegalArgumentException().isThrownBy(() -> MilliSatoshi.of(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Satoshi.of(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MilliSatoshi.of(1).minus(MilliSatoshi.of(2)));
    assertThatThrownBy(() -> MilliSatoshi.of(Long.MAX_VALUE).plus(MilliSatoshi.of(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Satoshi.of(Long.MAX_VALUE).toMilliSatoshi())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> MilliSatoshi.of(Long.MAX_VALUE).times(2))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Satoshi.MAX_MONEY.toMilliSatoshi()).isEqualTo(MilliSatoshi.MAX_MONEY);
  }

  @Example
  void feesAreRoundedDownAndOnRequestUp() {
    FeeratePerKw feerate = new FeeratePerKw(253);
    assertThat(feerate.feeFor(1000)).isEqualTo(Satoshi.of(253));
    assertThat(feerate.feeFor(1001)).isEqualTo(Satoshi.of(253));
    assertThat(feerate.feeRoundedUp(1001)).isEqualTo(Satoshi.of(254));
    assertThat(FeeratePerKw.ofSatPerVByte(2)).isEqualTo(new FeeratePerKw(500));
    assertThatIllegalArgumentException().isThrownBy(() -> new FeeratePerKw(1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> new FeeratePerKw(-1));
  }
}
