package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node cannot use is refused when it is given, not when it is used. */
class LightningNodeBuilderTest {
  private final LightningNodeBuilder builder = LightningNode.builder(Network.REGTEST);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 31})
  void aSeedThatCanBeGuessedIsRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.seed(Bytes.zeros(size)))
        .withMessage("a node's seed has 32 bytes or more, not " + size);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void aSeedMayBeLonger(int size) {
    assertThatCode(() -> builder.seed(Bytes.fromHex("07".repeat(size)))).doesNotThrowAnyException();
  }

  @Test
  void anAliasIsMeasuredInBytes() {
    assertThatCode(() -> builder.alias("\u20bf".repeat(10) + "ab")).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.alias("\u20bf".repeat(11)))
        .withMessageContaining("at most 32 bytes of UTF-8, not 33");
  }
}
