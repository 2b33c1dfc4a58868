package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProvidersTest {
  private static final PrivateKey ZERO = new PrivateKey(Bytes.zeros(32));
  private static final PrivateKey SEVEN = new PrivateKey(Curve.bytes(BigInteger.valueOf(7)));
  private static final PublicKey OFF_CURVE =
      PublicKey.fromHex("02eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34");
  private static final Bytes HASH = Hash.sha256(Bytes.EMPTY);

  static Stream<Secp256k1> providers() {
    return Stream.of(NativeSecp256k1.load(), new BouncyCastleSecp256k1());
  }

  @Test
  void theSystemPropertyChooses() {
    assertThat(Providers.choose("java").name()).isEqualTo("Bouncy Castle");
    assertThat(Providers.choose("native").name()).isEqualTo("libsecp256k1");
    assertThat(Providers.choose(null).name()).isEqualTo("libsecp256k1");
    assertThat(Providers.choose("").name()).isEqualTo("libsecp256k1");
  }

  @Test
  void anUnknownChoiceIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Providers.choose("quantum"))
        .withMessageContaining("quantum");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void keysThatAreNotValidAreRefused(Secp256k1 curve) {
    PublicKey valid = curve.publicKey(SEVEN);
    assertThat(curve.isValid(OFF_CURVE)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> curve.publicKey(ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.sign(HASH, ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.signSchnorr(HASH, ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.ecdh(SEVEN, OFF_CURVE));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.ecdh(ZERO, valid));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.add(valid, OFF_CURVE));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.add(SEVEN, ZERO));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aSumOfOppositesIsNoKey(Secp256k1 curve) {
    PrivateKey minusSeven =
        new PrivateKey(Curve.bytes(Curve.ORDER.subtract(BigInteger.valueOf(7))));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.add(SEVEN, minusSeven));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.add(curve.publicKey(SEVEN), curve.publicKey(minusSeven)));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatComesOffTheWireIsNotRightButNeverThrows(Secp256k1 curve) {
    PublicKey valid = curve.publicKey(SEVEN);
    Signature right = curve.sign(HASH, SEVEN);
    Bytes key = valid.value().slice(1);
    for (Signature wrong :
        new Signature[] {
          new Signature(Bytes.zeros(64)),
          Signature.fromHex("ff".repeat(64)),
          new Signature(Bytes.concat(right.value().slice(0, 32), Bytes.zeros(32))),
          new Signature(Bytes.concat(Bytes.zeros(32), right.value().slice(32)))
        }) {
      assertThat(curve.verify(wrong, HASH, valid)).isFalse();
      assertThat(curve.recover(new RecoverableSignature(wrong, 0), HASH)).isEmpty();
      assertThat(curve.verifySchnorr(wrong, HASH, key)).isFalse();
    }
    assertThat(curve.verify(right, HASH, OFF_CURVE)).isFalse();
    assertThat(curve.verifySchnorr(right, HASH, Bytes.EMPTY)).isFalse();
    assertThat(curve.verifySchnorr(right, Bytes.EMPTY, key)).isFalse();
  }
}
