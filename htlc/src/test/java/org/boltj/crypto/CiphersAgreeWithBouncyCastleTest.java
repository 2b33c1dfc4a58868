package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The JDK's ciphers give what Bouncy Castle's give, and no change of a byte goes unnoticed. */
class CiphersAgreeWithBouncyCastleTest {
  private static final Bytes KEY = Hash.sha256(Bytes.EMPTY);

  @Provide
  Arbitrary<Bytes> texts() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::of);
  }

  @Property(tries = 200)
  void sealing(@ForAll("texts") Bytes text, @ForAll("texts") Bytes data, @ForAll long counter)
      throws InvalidCipherTextException {
    Bytes nonce = ChaCha20Poly1305.nonce(counter);
    org.bouncycastle.crypto.modes.ChaCha20Poly1305 reference =
        new org.bouncycastle.crypto.modes.ChaCha20Poly1305();
    reference.init(
        true,
        new AEADParameters(new KeyParameter(KEY.toArray()), 128, nonce.toArray(), data.toArray()));
    byte[] expected = new byte[text.size() + 16];
    int done = reference.processBytes(text.toArray(), 0, text.size(), expected, 0);
    reference.doFinal(expected, done);
    assertThat(ChaCha20Poly1305.seal(KEY, nonce, data, text)).isEqualTo(Bytes.wrap(expected));
  }

  @Property(tries = 200)
  void xor(@ForAll("texts") Bytes text, @ForAll @Size(12) byte[] nonce) {
    ChaCha7539Engine reference = new ChaCha7539Engine();
    reference.init(true, new ParametersWithIV(new KeyParameter(KEY.toArray()), nonce));
    byte[] expected = new byte[text.size()];
    reference.processBytes(text.toArray(), 0, text.size(), expected, 0);
    assertThat(ChaCha20.xor(KEY, Bytes.of(nonce), text)).isEqualTo(Bytes.wrap(expected));
  }

  @Property(tries = 200)
  void aFlippedBitIsNoticed(
      @ForAll("texts") Bytes text, @ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
    Bytes nonce = ChaCha20Poly1305.nonce(7);
    Bytes sealed = ChaCha20Poly1305.seal(KEY, nonce, Bytes.EMPTY, text);
    assertThat(ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, sealed)).contains(text);
    byte[] changed = sealed.toArray();
    changed[where % changed.length] ^= (byte) (1 << (where % 8));
    assertThat(ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, Bytes.wrap(changed))).isEmpty();
  }

  @Property(tries = 100)
  void rangesLeaveTheirSurroundingsAlone(
      @ForAll("texts") Bytes text, @ForAll @IntRange(max = 40) int at) {
    Bytes nonce = ChaCha20Poly1305.nonce(-1);
    byte[] buffer = new byte[at + text.size() + 16 + 9];
    Arrays.fill(buffer, (byte) 0x5a);
    text.copyTo(buffer, at);
    ChaCha20Poly1305.sealInPlace(KEY, nonce, Bytes.EMPTY, buffer, at, text.size());
    Bytes all = Bytes.of(buffer);
    int end = at + text.size() + 16;
    assertThat(all.slice(at, end)).isEqualTo(ChaCha20Poly1305.seal(KEY, nonce, Bytes.EMPTY, text));
    assertThat(all.slice(0, at).toHex()).isEqualTo("5a".repeat(at));
    assertThat(all.slice(end).toHex()).isEqualTo("5a".repeat(9));
    byte[] opened = new byte[text.size()];
    assertThat(ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, buffer, at, opened)).isTrue();
    assertThat(Bytes.wrap(opened)).isEqualTo(text);
  }

  @Example
  void shorterThanATagIsNoCiphertext() {
    Bytes nonce = ChaCha20Poly1305.nonce(0);
    assertThat(ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, Bytes.EMPTY)).isEmpty();
    assertThat(ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, Bytes.zeros(15))).isEmpty();
  }

  @Example
  void keysAndNoncesHaveOneSize() {
    Bytes nonce = ChaCha20Poly1305.nonce(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChaCha20Poly1305.seal(Bytes.zeros(31), nonce, Bytes.EMPTY, KEY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChaCha20Poly1305.seal(KEY, Bytes.zeros(8), Bytes.EMPTY, KEY));
    assertThatIllegalArgumentException().isThrownBy(() -> ChaCha20.stream(Bytes.EMPTY, 1));
  }

  @Example
  void theNonceOfBolt8IsLittleEndianBehindFourZeroBytes() {
    assertThat(ChaCha20Poly1305.nonce(0x0102030405060708L).toHex())
        .isEqualTo("000000000807060504030201");
  }
}
