package org.boltj.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BytesTest {
  @Property(tries = 200)
  void hexGoesThereAndBack(@ForAll byte[] array) {
    assertThat(Bytes.fromHex(Bytes.of(array).toHex())).isEqualTo(Bytes.of(array));
  }

  @Property(tries = 200)
  void equalByValueAndOrderedAsUnsigned(@ForAll byte[] a, @ForAll byte[] b) {
    Bytes first = Bytes.of(a);
    Bytes second = Bytes.of(b);
    assertThat(first.equals(second)).isEqualTo(Arrays.equals(a, b));
    assertThat(first.equalsConstantTime(second)).isEqualTo(Arrays.equals(a, b));
    assertThat(Integer.signum(first.compareTo(second)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    assertThat(first).isEqualTo(Bytes.of(a)).hasSameHashCodeAs(Bytes.of(a));
  }

  @Property(tries = 200)
  void slicesPutTogetherAreTheWhole(@ForAll byte[] array, @ForAll int where) {
    Bytes whole = Bytes.of(array);
    int cut = Math.floorMod(where, array.length + 1);
    assertThat(Bytes.concat(whole.slice(0, cut), whole.slice(cut))).isEqualTo(whole);
    assertThat(whole.reversed().reversed()).isEqualTo(whole);
  }

  @Example
  void copiesWhatItIsGivenAndWhatItGives() {
    byte[] given = {1, 2};
    Bytes bytes = Bytes.of(given);
    given[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes.toHex()).isEqualTo("0102");
  }

  @Example
  void refusesRangesOutside() {
    Bytes bytes = Bytes.zeros(3);
    assertThatThrownBy(() -> bytes.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bytes.slice(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bytes.slice(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Example
  void namesTheValueOfWrongSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaymentHash(Bytes.zeros(31)))
        .withMessageContaining("payment_hash")
        .withMessageContaining("32")
        .withMessageContaining("31");
  }
}
