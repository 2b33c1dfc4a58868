package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.Test;

/** What a blinded path tells a node is read or refused, whatever bytes it has. */
class RecipientDataTest {
  @Test
  void unknownEvenTypesAreRefused() {
    assertThatThrownBy(() -> RecipientData.decode(Bytes.fromHex("1000")))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void pointOffTheCurveIsRefused() {
    Bytes wire = Bytes.fromHex("042102" + "ff".repeat(32));
    assertThatThrownBy(() -> RecipientData.decode(wire)).isInstanceOf(DecodeException.class);
  }

  @Test
  void paddingIsDropped() throws DecodeException {
    assertThat(RecipientData.decode(RecipientData.EMPTY.encode(30))).isEqualTo(RecipientData.EMPTY);
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll @Size(max = 60) byte[] wire) throws DecodeException {
    Optional<RecipientData> data = tryDecode(Bytes.of(wire));
    if (data.isPresent()) {
      assertThat(RecipientData.decode(data.get().encode())).isEqualTo(data.get());
    }
  }

  private static Optional<RecipientData> tryDecode(Bytes wire) {
    try {
      return Optional.of(RecipientData.decode(wire));
    } catch (DecodeException refused) {
      return Optional.empty();
    }
  }
}
