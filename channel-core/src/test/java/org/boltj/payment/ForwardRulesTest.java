package org.boltj.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.onion.FailureMessage;
import org.junit.jupiter.api.Test;

class ForwardRulesTest {
  private static final int HEIGHT = 800_000;
  private static final RelayPolicy POLICY =
      new RelayPolicy(MilliSatoshi.of(1_000), 100, new CltvExpiryDelta(40), MilliSatoshi.of(500));

  private static Optional<FailureMessage> failure(
      long amountIn, long amountOut, long expiryIn, long expiryOut) {
    return ForwardRules.failure(
        new ForwardRequest(
            MilliSatoshi.of(amountIn),
            new CltvExpiry(HEIGHT + expiryIn),
            MilliSatoshi.of(amountOut),
            new CltvExpiry(HEIGHT + expiryOut)),
        POLICY,
        ExpiryRules.DEFAULT,
        HEIGHT);
  }

  @Test
  void exactly_what_is_asked_for_is_enough() {
    assertThat(failure(1_001_100, 1_000_000, 140, 100)).isEmpty();
  }

  @Test
  void too_small() {
    assertThat(failure(10_000, 499, 140, 100))
        .contains(new FailureMessage.AmountBelowMinimum(MilliSatoshi.of(499), Bytes.EMPTY));
  }

  @Test
  void one_msat_of_fee_is_missing() {
    assertThat(failure(1_001_099, 1_000_000, 140, 100))
        .contains(new FailureMessage.FeeInsufficient(MilliSatoshi.of(1_001_099), Bytes.EMPTY));
    assertThat(failure(999_999, 1_000_000, 140, 100))
        .contains(new FailureMessage.FeeInsufficient(MilliSatoshi.of(999_999), Bytes.EMPTY));
  }

  @Test
  void one_block_of_margin_is_missing() {
    assertThat(failure(1_001_100, 1_000_000, 139, 100))
        .contains(
            new FailureMessage.IncorrectCltvExpiry(new CltvExpiry(HEIGHT + 100), Bytes.EMPTY));
    assertThat(failure(1_001_100, 1_000_000, 100, 139))
        .contains(
            new FailureMessage.IncorrectCltvExpiry(new CltvExpiry(HEIGHT + 139), Bytes.EMPTY));
  }

  @Test
  void too_soon_and_too_far() {
    assertThat(failure(1_001_100, 1_000_000, 58, 18))
        .contains(new FailureMessage.ExpiryTooSoon(Bytes.EMPTY));
    assertThat(failure(1_001_100, 1_000_000, 59, 19)).isEmpty();
    assertThat(failure(1_001_100, 1_000_000, 2016, 1900)).isEmpty();
    assertThat(failure(1_001_100, 1_000_000, 2017, 1900))
        .contains(new FailureMessage.ExpiryTooFar());
  }
}
