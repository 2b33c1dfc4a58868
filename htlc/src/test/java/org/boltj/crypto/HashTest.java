package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;

class HashTest {
  private static final Bytes ABC = ascii("abc");

  /** FIPS 180-2, Appendix B.1. */
  @Test
  void sha256() {
    assertThat(Hash.sha256(ABC).toHex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void doubleSha256() {
    assertThat(Hash.doubleSha256(ABC)).isEqualTo(Hash.sha256(Hash.sha256(ABC)));
  }

  /** From the page of the authors of RIPEMD-160. */
  @Test
  void ripemd160() {
    assertThat(Hash.ripemd160(ABC).toHex()).isEqualTo("8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
  }

  @Test
  void hash160() {
    assertThat(Hash.hash160(ABC)).isEqualTo(Hash.ripemd160(Hash.sha256(ABC)));
  }

  /** RFC 4231, test case 2. */
  @Test
  void hmacSha256() {
    assertThat(Hash.hmacSha256(ascii("Jefe"), ascii("what do ya want for nothing?")).toHex())
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void anEmptyHmacKeyIsAllZeros() {
    assertThat(Hash.hmacSha256(Bytes.EMPTY, ABC)).isEqualTo(Hash.hmacSha256(Bytes.zeros(64), ABC));
  }

  @Test
  void aTaggedHashStartsWithTheHashOfTheTagTwice() {
    Bytes tag = Hash.sha256(ascii("BIP0340/aux"));
    assertThat(Hash.taggedHash("BIP0340/aux", ABC)).isEqualTo(Hash.sha256(tag, tag, ABC));
  }

  @Test
  void partsCountAsOneInput() {
    Bytes a = ascii("a");
    Bytes bc = ascii("bc");
    assertThat(Hash.sha256(a, bc)).isEqualTo(Hash.sha256(ABC));
    assertThat(Hash.hmacSha256(a, a, bc)).isEqualTo(Hash.hmacSha256(a, ABC));
  }

  @Test
  void manyThreadsDoNotDisturbEachOther() {
    List<Bytes> inputs = IntStream.range(0, 64).mapToObj(i -> ascii("input " + i)).toList();
    List<Bytes> expected = inputs.stream().map(Hash::sha256).toList();
    Set<Integer> wrong = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 20_000)
        .parallel()
        .map(i -> i % 64)
        .filter(i -> !Hash.sha256(inputs.get(i)).equals(expected.get(i)))
        .forEach(wrong::add);
    assertThat(wrong).isEmpty();
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
