package org.boltj.tx;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Signature;

/** The DER form that ECDSA signatures have in witnesses, with the sighash byte behind (BIP 66). */
public final class DerSignature {
  /** Bytes of the longest form of a low-S signature with its sighash byte. */
  public static final int MAX_SIZE = 72;

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private DerSignature() {}

  /** DER and the sighash byte: at most {@link #MAX_SIZE} bytes. */
  public static Bytes encode(Signature signature, SigHashType type) {
    Bytes r = integer(signature.value().slice(0, 32));
    Bytes s = integer(signature.value().slice(32, 64));
    return Bytes.concat(
        Bytes.of((byte) SEQUENCE, (byte) (r.size() + s.size())),
        r,
        s,
        Bytes.of((byte) type.flag()));
  }

  /**
   * The compact form of a DER signature with its sighash byte, or empty if it is not strict DER.
   */
  public static Optional<Signature> decode(Bytes der) {
    if (der.size() < 9 || der.unsigned(0) != SEQUENCE || der.unsigned(1) != der.size() - 3) {
      return Optional.empty();
    }
    int rSize = der.unsigned(3);
    int sAt = 4 + rSize;
    if (sAt + 2 > der.size() - 1 || sAt + 2 + der.unsigned(sAt + 1) != der.size() - 1) {
      return Optional.empty();
    }
    Optional<Bytes> r = number(der.slice(2, sAt));
    Optional<Bytes> s = number(der.slice(sAt, der.size() - 1));
    return r.isPresent() && s.isPresent()
        ? Optional.of(new Signature(Bytes.concat(r.get(), s.get())))
        : Optional.empty();
  }

  /** Shortest form, with a zero byte in front where the number would look negative. */
  private static Bytes integer(Bytes number) {
    int from = 0;
    while (from < number.size() - 1 && number.get(from) == 0) {
      from++;
    }
    Bytes digits = number.slice(from);
    if (digits.get(0) < 0) {
      digits = Bytes.concat(Bytes.zeros(1), digits);
    }
    return Bytes.concat(Bytes.of((byte) INTEGER, (byte) digits.size()), digits);
  }

  /** The 32 bytes of a DER integer, or empty if it is not the shortest form or too large. */
  private static Optional<Bytes> number(Bytes integer) {
    int size = integer.size() - 2;
    if (integer.unsigned(0) != INTEGER || size < 1 || size > 33) {
      return Optional.empty();
    }
    int from = size > 1 && integer.get(2) == 0 ? 3 : 2;
    Bytes digits = Bytes.concat(Bytes.zeros(33), integer.slice(from));
    Bytes value = digits.slice(digits.size() - 32);
    boolean fits = integer.size() - from <= 32;
    return fits && integer(value).equals(integer) ? Optional.of(value) : Optional.empty();
  }
}
