package org.boltj.onion;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;

/** ECDH with the node's own key, as a function: the key itself may be in a signer elsewhere. */
@FunctionalInterface
public interface OnionEcdh {
  /** SHA-256 of the compressed shared point, 32 bytes; {@code other} is on the curve. */
  Bytes ecdh(PublicKey other);

  /** With a key that is at hand. */
  static OnionEcdh of(PrivateKey nodeKey) {
    return other -> Secp256k1.get().ecdh(nodeKey, other);
  }
}
