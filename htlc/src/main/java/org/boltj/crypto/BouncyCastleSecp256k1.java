package org.boltj.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The curve in pure Java, for platforms without libsecp256k1. Its running time depends on the keys,
 * so it is no defence against an attacker who measures time on the same machine.
 */
final class BouncyCastleSecp256k1 implements Secp256k1 {
  private static final BigInteger N = Curve.ORDER;

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public boolean isValid(PublicKey key) {
    return Curve.isPoint(key.value());
  }

  @Override
  public boolean isValid(PrivateKey key) {
    return Curve.isScalar(Curve.number(key.value()));
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return Curve.key(Curve.timesGenerator(Curve.scalar(key)));
  }

  @Override
  public Signature sign(Bytes hash, PrivateKey key) {
    hash.requireSize(32, "a hash");
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(Curve.scalar(key), Curve.DOMAIN));
    BigInteger[] rs = signer.generateSignature(hash.toArray());
    BigInteger lowS = rs[1].compareTo(Curve.HALF_ORDER) > 0 ? N.subtract(rs[1]) : rs[1];
    return Curve.signature(rs[0], lowS);
  }

  @Override
  public boolean verify(Signature signature, Bytes hash, PublicKey key) {
    hash.requireSize(32, "a hash");
    BigInteger r = Curve.number(signature.value().slice(0, 32));
    BigInteger s = Curve.number(signature.value().slice(32));
    if (s.compareTo(Curve.HALF_ORDER) > 0 || !isValid(key)) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(Curve.point(key), Curve.DOMAIN));
    return verifier.verifySignature(hash.toArray(), r, s);
  }

  @Override
  public RecoverableSignature signRecoverable(Bytes hash, PrivateKey key) {
    return Recovery.withId(this, sign(hash, key), hash, publicKey(key));
  }

  /** SEC 1, section 4.1.6. */
  @Override
  public Optional<PublicKey> recover(RecoverableSignature signature, Bytes hash) {
    BigInteger z = Curve.number(hash.requireSize(32, "a hash"));
    BigInteger r = Curve.number(signature.signature().value().slice(0, 32));
    BigInteger s = Curve.number(signature.signature().value().slice(32));
    if (!Curve.isScalar(r) || !Curve.isScalar(s)) {
      return Optional.empty();
    }
    BigInteger x = signature.recoveryId() < 2 ? r : r.add(N);
    Optional<ECPoint> nonce = Curve.pointAt(x, signature.recoveryId() % 2 == 1);
    if (nonce.isEmpty()) {
      return Optional.empty();
    }
    BigInteger inverse = r.modInverse(N);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
            Curve.DOMAIN.getG(),
            z.negate().multiply(inverse).mod(N),
            nonce.get(),
            s.multiply(inverse).mod(N));
    return key.isInfinity() ? Optional.empty() : Optional.of(Curve.key(key));
  }

  @Override
  public Bytes ecdh(PrivateKey key, PublicKey other) {
    return Hash.sha256(multiply(other, key).value());
  }

  @Override
  public PublicKey add(PublicKey a, PublicKey b) {
    return Curve.key(Curve.point(a).add(Curve.point(b)));
  }

  @Override
  public PublicKey multiply(PublicKey point, PrivateKey scalar) {
    return Curve.key(Curve.point(point).multiply(Curve.scalar(scalar)));
  }

  @Override
  public PrivateKey add(PrivateKey a, PrivateKey b) {
    return Curve.privateKey(Curve.scalar(a).add(Curve.scalar(b)).mod(N));
  }

  @Override
  public PrivateKey multiply(PrivateKey a, PrivateKey b) {
    return Curve.privateKey(Curve.scalar(a).multiply(Curve.scalar(b)).mod(N));
  }

  @Override
  public Signature signSchnorr(Bytes hash, PrivateKey key) {
    return Schnorr.sign(hash.requireSize(32, "a hash"), Curve.scalar(key));
  }

  @Override
  public boolean verifySchnorr(Signature signature, Bytes hash, Bytes xOnlyKey) {
    return hash.size() == 32 && xOnlyKey.size() == 32 && Schnorr.verify(signature, hash, xOnlyKey);
  }
}
