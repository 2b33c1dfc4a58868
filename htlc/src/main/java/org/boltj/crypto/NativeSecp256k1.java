package org.boltj.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;

/** libsecp256k1 through JNI. Operations on private keys take constant time. */
final class NativeSecp256k1 implements Secp256k1 {
  private static final PrivateKey ONE =
      PrivateKey.fromHex("0000000000000000000000000000000000000000000000000000000000000001");
  private static final PublicKey GENERATOR =
      PublicKey.fromHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

  private final fr.acinq.secp256k1.Secp256k1 library;

  private NativeSecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
    this.library = library;
  }

  /**
   * Loads the library and tries it.
   *
   * @throws RuntimeException or {@link LinkageError} when there is none for this platform
   */
  static NativeSecp256k1 load() {
    NativeSecp256k1 loaded = new NativeSecp256k1(fr.acinq.secp256k1.Secp256k1.get());
    if (!loaded.publicKey(ONE).equals(GENERATOR)) {
      throw new IllegalStateException("libsecp256k1 computes a wrong generator");
    }
    return loaded;
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  @Override
  public boolean isValid(PublicKey key) {
    try {
      library.pubkeyParse(key.value().toArray());
      return true;
    } catch (Secp256k1Exception notOnCurve) {
      return false;
    }
  }

  @Override
  public boolean isValid(PrivateKey key) {
    return library.secKeyVerify(key.value().toArray());
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return point(() -> library.pubkeyCreate(key.value().toArray()));
  }

  @Override
  public Signature sign(Bytes hash, PrivateKey key) {
    byte[] message = hash.requireSize(32, "a hash").toArray();
    byte[] secret = key.value().toArray();
    return new Signature(Bytes.wrap(checked(() -> library.sign(message, secret))));
  }

  @Override
  public boolean verify(Signature signature, Bytes hash, PublicKey key) {
    byte[] message = hash.requireSize(32, "a hash").toArray();
    try {
      return library.verify(signature.value().toArray(), message, key.value().toArray());
    } catch (Secp256k1Exception malformed) {
      return false;
    }
  }

  @Override
  public RecoverableSignature signRecoverable(Bytes hash, PrivateKey key) {
    return Recovery.withId(this, sign(hash, key), hash, publicKey(key));
  }

  @Override
  public Optional<PublicKey> recover(RecoverableSignature signature, Bytes hash) {
    byte[] message = hash.requireSize(32, "a hash").toArray();
    byte[] compact = signature.signature().value().toArray();
    try {
      byte[] key = library.ecdsaRecover(compact, message, signature.recoveryId());
      return Optional.of(new PublicKey(Bytes.wrap(library.pubKeyCompress(key))));
    } catch (Secp256k1Exception none) {
      return Optional.empty();
    }
  }

  @Override
  public Bytes ecdh(PrivateKey key, PublicKey other) {
    byte[] secret = key.value().toArray();
    return Bytes.wrap(checked(() -> library.ecdh(secret, other.value().toArray())));
  }

  @Override
  public PublicKey add(PublicKey a, PublicKey b) {
    byte[][] both = {a.value().toArray(), b.value().toArray()};
    return point(() -> library.pubKeyCombine(both));
  }

  @Override
  public PublicKey multiply(PublicKey point, PrivateKey scalar) {
    byte[] factor = scalar.value().toArray();
    return point(() -> library.pubKeyTweakMul(point.value().toArray(), factor));
  }

  @Override
  public PublicKey tweak(PublicKey point, PrivateKey scalar) {
    byte[] tweak = valid(scalar);
    return point(() -> library.pubKeyTweakAdd(point.value().toArray(), tweak));
  }

  /** Between the operations points stay uncompressed: each compressed one costs a square root. */
  @Override
  public PublicKey addMultiples(PublicKey a, PrivateKey times, PublicKey b, PrivateKey timesB) {
    byte[][] factors = {times.value().toArray(), timesB.value().toArray()};
    return point(
        () ->
            library.pubKeyCombine(
                new byte[][] {
                  library.pubKeyTweakMul(a.value().toArray(), factors[0]),
                  library.pubKeyTweakMul(b.value().toArray(), factors[1])
                }));
  }

  @Override
  public PrivateKey add(PrivateKey a, PrivateKey b) {
    byte[] tweak = valid(b);
    return new PrivateKey(
        Bytes.wrap(checked(() -> library.privKeyTweakAdd(a.value().toArray(), tweak))));
  }

  @Override
  public PrivateKey multiply(PrivateKey a, PrivateKey b) {
    byte[] tweak = valid(b);
    return new PrivateKey(
        Bytes.wrap(checked(() -> library.privKeyTweakMul(a.value().toArray(), tweak))));
  }

  @Override
  public Signature signSchnorr(Bytes hash, PrivateKey key) {
    byte[] message = hash.requireSize(32, "a hash").toArray();
    byte[] secret = key.value().toArray();
    return new Signature(Bytes.wrap(checked(() -> library.signSchnorr(message, secret, null))));
  }

  @Override
  public boolean verifySchnorr(Signature signature, Bytes hash, Bytes xOnlyKey) {
    if (hash.size() != 32 || xOnlyKey.size() != 32) {
      return false;
    }
    try {
      return library.verifySchnorr(signature.value().toArray(), hash.toArray(), xOnlyKey.toArray());
    } catch (Secp256k1Exception malformed) {
      return false;
    }
  }

  private byte[] valid(PrivateKey key) {
    byte[] secret = key.value().toArray();
    if (!library.secKeyVerify(secret)) {
      throw new IllegalArgumentException("not a valid private key");
    }
    return secret;
  }

  private PublicKey point(Supplier<byte[]> operation) {
    return new PublicKey(Bytes.wrap(library.pubKeyCompress(checked(operation))));
  }

  private static byte[] checked(Supplier<byte[]> operation) {
    try {
      return operation.get();
    } catch (Secp256k1Exception e) {
      throw new IllegalArgumentException("not a valid key, or the result is none", e);
    }
  }
}
