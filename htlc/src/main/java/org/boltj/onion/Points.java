package org.boltj.onion;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;

/** Points as they come off the wire. */
final class Points {
  private Points() {}

  /** The point, or empty when the bytes are none on the curve. */
  static Optional<PublicKey> parse(Bytes wire) {
    if (wire.size() != 33 || (wire.get(0) != 2 && wire.get(0) != 3)) {
      return Optional.empty();
    }
    return Optional.of(new PublicKey(wire)).filter(Secp256k1.get()::isValid);
  }
}
