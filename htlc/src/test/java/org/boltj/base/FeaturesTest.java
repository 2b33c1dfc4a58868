package org.boltj.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FeaturesTest {
  @Property(tries = 200)
  void theWireFormGoesThereAndBackWithoutLeadingZeros(
      @ForAll Set<@IntRange(max = 2000) Integer> bits) {
    Features features = Features.EMPTY;
    for (int bit : bits) {
      features = features.withBit(bit);
    }
    Bytes wire = features.encode();
    assertThat(Features.decode(wire)).isEqualTo(features);
    assertThat(Features.decode(Bytes.concat(Bytes.zeros(3), wire))).isEqualTo(features);
    assertThat(wire.isEmpty() || wire.get(0) != 0).isTrue();
    for (int bit : bits) {
      assertThat(features.hasBit(bit)).isTrue();
    }
  }

  @Example
  void bit0IsTheLowestOfTheLastByte() {
    assertThat(Features.EMPTY.withBit(0).encode().toHex()).isEqualTo("01");
    assertThat(Features.EMPTY.withBit(9).encode().toHex()).isEqualTo("0200");
  }

  @Example
  void requiredBitsThatWeDoNotKnowAreNamed() {
    Features ours = Features.optional(Feature.BASIC_MPP);
    Features theirs = Features.required(Feature.BASIC_MPP).withBit(100).withBit(103);
    assertThat(theirs.requiredBitsUnknownTo(ours)).containsExactly(100);
  }

  @Example
  void dependenciesThatAreMissingAreNamed() {
    assertThat(Features.optional(Feature.BASIC_MPP).withMissingDependencies())
        .containsExactly(Feature.BASIC_MPP);
    assertThat(
            Features.optional(Feature.BASIC_MPP)
                .or(Features.required(Feature.PAYMENT_SECRET, Feature.VAR_ONION_OPTIN))
                .withMissingDependencies())
        .isEmpty();
  }

  @Example
  void supportedAndRequiredAreDifferent() {
    Features features = Features.optional(Feature.OPTION_ANCHORS);
    assertThat(features.supports(Feature.OPTION_ANCHORS)).isTrue();
    assertThat(features.requires(Feature.OPTION_ANCHORS)).isFalse();
    assertThat(features.without(Feature.OPTION_ANCHORS).isEmpty()).isTrue();
  }
}
