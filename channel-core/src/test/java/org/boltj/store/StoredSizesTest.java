package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The records that are written for each payment stay small. */
class StoredSizesTest {
  private final ChannelSamples samples = new ChannelSamples(5);

  @Test
  void anIdleChannelIsAFewHundredBytes() {
    assertThat(ChannelSamples.stateSize(samples.normal(0, 0, 0))).isLessThan(450);
  }

  @Test
  void aPendingHtlcIsStoredOnceWithItsSignature() {
    int perHtlc =
        (ChannelSamples.stateSize(samples.normal(110, 0, 0))
                - ChannelSamples.stateSize(samples.normal(10, 0, 0)))
            / 100;

    // Hash, origin with channel and secret (96), signature (64), and numbers.
    assertThat(perHtlc).isBetween(160, 220);
  }

  @Test
  void anHtlcThatMayHaveToBeSentAgainHasItsOnion() {
    int perHtlc =
        (ChannelSamples.stateSize(samples.normal(0, 110, 0))
                - ChannelSamples.stateSize(samples.normal(0, 10, 0)))
            / 100;

    assertThat(perHtlc).isBetween(1_366 + 96, 1_366 + 180);
  }

  @Test
  void secretsAreStoredApartAndStayBelow49Entries() {
    assertThat(ChannelSamples.secrets(samples.normal(0, 0, 1_000)).size())
        .isLessThanOrEqualTo(5 + 10 * 38);
    assertThat(ChannelSamples.stateSize(samples.normal(0, 0, 1_000)))
        .isEqualTo(ChannelSamples.stateSize(samples.normal(0, 0, 0)));
  }

  @Test
  void aPaymentOfFiveHopsFitsHalfAPage() {
    assertThat(ChannelSamples.size(samples.payment(5))).isLessThan(700);
  }
}
