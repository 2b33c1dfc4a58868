package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;

/** libsecp256k1 and Bouncy Castle give the same answer to every question. */
class ProvidersAgreeTest {
  private static final BigInteger N = Curve.ORDER;
  private final Secp256k1 fast = NativeSecp256k1.load();
  private final Secp256k1 java = new BouncyCastleSecp256k1();

  /** Any 32 bytes, and often the edges of the range of valid keys. */
  @Provide
  Arbitrary<PrivateKey> keys() {
    Arbitrary<Bytes> edges =
        Arbitraries.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                N.subtract(BigInteger.ONE),
                N,
                N.add(BigInteger.ONE))
            .map(Curve::bytes);
    return Arbitraries.frequencyOf(Tuple.of(4, randomBytes(32)), Tuple.of(1, edges))
        .map(PrivateKey::new);
  }

  @Provide
  Arbitrary<PrivateKey> validKeys() {
    return keys().filter(fast::isValid);
  }

  /** Random bytes behind a valid prefix: about half of them lie on the curve. */
  @Provide
  Arbitrary<PublicKey> points() {
    return randomBytes(32)
        .map(x -> new PublicKey(Bytes.concat(Bytes.of((byte) (2 + (x.get(0) & 1))), x)));
  }

  @Provide
  Arbitrary<Bytes> hashes() {
    return randomBytes(32);
  }

  @Provide
  Arbitrary<Signature> signatures() {
    return randomBytes(64).map(Signature::new);
  }

  private static Arbitrary<Bytes> randomBytes(int size) {
    return Arbitraries.bytes().array(byte[].class).ofSize(size).map(Bytes::of);
  }

  @Property(tries = 200)
  void onWhichPrivateKeysAreValid(@ForAll("keys") PrivateKey key) {
    assertThat(java.isValid(key)).isEqualTo(fast.isValid(key));
    assertSame(curve -> curve.publicKey(key));
  }

  @Property(tries = 200)
  void onWhichPointsAreOnTheCurve(@ForAll("points") PublicKey key) {
    assertThat(java.isValid(key)).isEqualTo(fast.isValid(key));
  }

  @Property(tries = 200)
  void onTweakedPoints(@ForAll("points") PublicKey point, @ForAll("keys") PrivateKey scalar) {
    assertSame(curve -> curve.tweak(point, scalar));
  }

  @Property(tries = 100)
  void onSumsOfMultiples(
      @ForAll("points") PublicKey a,
      @ForAll("keys") PrivateKey times,
      @ForAll("points") PublicKey b,
      @ForAll("keys") PrivateKey timesB) {
    assertSame(curve -> curve.addMultiples(a, times, b, timesB));
  }

  @Property(tries = 100)
  void onSums(@ForAll("keys") PrivateKey a, @ForAll("keys") PrivateKey b) {
    assertSame(curve -> curve.add(a, b));
    if (fast.isValid(a) && fast.isValid(b)) {
      assertSame(curve -> curve.add(curve.publicKey(a), curve.publicKey(b)));
    }
  }

  @Property(tries = 100)
  void onProducts(@ForAll("keys") PrivateKey a, @ForAll("keys") PrivateKey b) {
    assertSame(curve -> curve.multiply(a, b));
    if (fast.isValid(a)) {
      assertSame(curve -> curve.multiply(curve.publicKey(a), b));
    }
  }

  @Property(tries = 100)
  void onPointsThatNeedNotBeOnTheCurve(
      @ForAll("points") PublicKey point, @ForAll("keys") PrivateKey key) {
    assertSame(curve -> curve.multiply(point, key));
    assertSame(curve -> curve.ecdh(key, point));
    assertSame(curve -> curve.add(point, point));
  }

  @Property(tries = 100)
  void onSharedSecrets(@ForAll("validKeys") PrivateKey a, @ForAll("validKeys") PrivateKey b) {
    Bytes secret = fast.ecdh(a, fast.publicKey(b));
    assertThat(java.ecdh(a, java.publicKey(b))).isEqualTo(secret);
    assertThat(java.ecdh(b, java.publicKey(a))).isEqualTo(secret);
  }

  @Property(tries = 100)
  void onSignatures(@ForAll("validKeys") PrivateKey key, @ForAll("hashes") Bytes hash) {
    PublicKey signer = fast.publicKey(key);
    RecoverableSignature signed = fast.signRecoverable(hash, key);
    assertThat(java.signRecoverable(hash, key)).isEqualTo(signed);
    assertThat(java.verify(signed.signature(), hash, signer)).isTrue();
    assertThat(fast.verify(signed.signature(), hash, signer)).isTrue();
    assertThat(java.recover(signed, hash)).contains(signer);
    assertThat(fast.recover(signed, hash)).contains(signer);
  }

  @Property(tries = 100)
  void onHighSBeingRefused(@ForAll("validKeys") PrivateKey key, @ForAll("hashes") Bytes hash) {
    PublicKey signer = fast.publicKey(key);
    Bytes low = fast.sign(hash, key).value();
    BigInteger highS = N.subtract(Curve.number(low.slice(32)));
    Signature high = new Signature(Bytes.concat(low.slice(0, 32), Curve.bytes(highS)));
    assertThat(java.verify(high, hash, signer)).isFalse();
    assertThat(fast.verify(high, hash, signer)).isFalse();
  }

  @Property(tries = 100)
  void onSignaturesOffTheWire(
      @ForAll("signatures") Signature signature,
      @ForAll("hashes") Bytes hash,
      @ForAll("points") PublicKey key) {
    assertSame(curve -> curve.verify(signature, hash, key));
    assertSame(curve -> curve.verifySchnorr(signature, hash, key.value().slice(1)));
    for (int id = 0; id < 4; id++) {
      RecoverableSignature recoverable = new RecoverableSignature(signature, id);
      assertSame(curve -> curve.recover(recoverable, hash));
    }
  }

  @Property(tries = 100)
  void onSchnorrSignatures(@ForAll("validKeys") PrivateKey key, @ForAll("hashes") Bytes hash) {
    Bytes signer = fast.publicKey(key).value().slice(1);
    Signature signature = fast.signSchnorr(hash, key);
    assertThat(java.signSchnorr(hash, key)).isEqualTo(signature);
    assertThat(java.verifySchnorr(signature, hash, signer)).isTrue();
    assertThat(fast.verifySchnorr(signature, hash, signer)).isTrue();
    assertThat(java.verifySchnorr(signature, Hash.sha256(hash), signer)).isFalse();
    assertThat(fast.verifySchnorr(signature, Hash.sha256(hash), signer)).isFalse();
  }

  private <T> void assertSame(Function<Secp256k1, T> question) {
    Optional<T> expected = answer(question, fast);
    if (expected.isPresent()) {
      assertThat(question.apply(java)).isEqualTo(expected.get());
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> question.apply(java));
    }
  }

  private static <T> Optional<T> answer(Function<Secp256k1, T> question, Secp256k1 curve) {
    try {
      return Optional.of(question.apply(curve));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
