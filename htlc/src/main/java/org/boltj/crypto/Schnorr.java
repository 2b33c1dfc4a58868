package org.boltj.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Signature;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** BIP 340 on Bouncy Castle's points. */
final class Schnorr {
  private static final Bytes NO_AUX = Bytes.zeros(32);

  private Schnorr() {}

  static Signature sign(Bytes hash, BigInteger secret) {
    return sign(hash, secret, NO_AUX);
  }

  static Signature sign(Bytes hash, BigInteger secret, Bytes aux) {
    ECPoint key = Curve.timesGenerator(secret);
    BigInteger d = hasEvenY(key) ? secret : Curve.ORDER.subtract(secret);
    Bytes x = xOf(key);
    Bytes mask = Hash.taggedHash("BIP0340/aux", aux);
    Bytes masked = Curve.bytes(d.xor(Curve.number(mask)));
    BigInteger nonce = scalarHash("BIP0340/nonce", masked, x, hash);
    if (nonce.signum() == 0) {
      throw new IllegalStateException("the nonce is zero");
    }
    ECPoint noncePoint = Curve.timesGenerator(nonce);
    BigInteger k = hasEvenY(noncePoint) ? nonce : Curve.ORDER.subtract(nonce);
    BigInteger e = scalarHash("BIP0340/challenge", xOf(noncePoint), x, hash);
    BigInteger s = k.add(e.multiply(d)).mod(Curve.ORDER);
    return new Signature(Bytes.concat(xOf(noncePoint), Curve.bytes(s)));
  }

  static boolean verify(Signature signature, Bytes hash, Bytes xOnlyKey) {
    Bytes r = signature.value().slice(0, 32);
    BigInteger s = Curve.number(signature.value().slice(32));
    Optional<ECPoint> key = Curve.pointAt(Curve.number(xOnlyKey), false);
    if (key.isEmpty()
        || s.compareTo(Curve.ORDER) >= 0
        || Curve.number(r).compareTo(Curve.FIELD) >= 0) {
      return false;
    }
    BigInteger e = scalarHash("BIP0340/challenge", r, xOnlyKey, hash);
    ECPoint nonce =
        ECAlgorithms.sumOfTwoMultiplies(
                Curve.DOMAIN.getG(), s, key.get(), Curve.ORDER.subtract(e).mod(Curve.ORDER))
            .normalize();
    return !nonce.isInfinity() && hasEvenY(nonce) && xOf(nonce).equals(r);
  }

  private static BigInteger scalarHash(String tag, Bytes... parts) {
    return Curve.number(Hash.taggedHash(tag, parts)).mod(Curve.ORDER);
  }

  private static boolean hasEvenY(ECPoint normalized) {
    return !normalized.getAffineYCoord().testBitZero();
  }

  private static Bytes xOf(ECPoint normalized) {
    return Bytes.wrap(normalized.getAffineXCoord().getEncoded());
  }
}
