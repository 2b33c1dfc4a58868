package org.boltj.onion;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.boltj.base.Bytes;
import org.boltj.crypto.ChaCha20;
import org.boltj.crypto.Hash;

/** The keys derived from a shared secret, each for one use (BOLT 4, "Key Generation"). */
enum KeyType {
  RHO,
  MU,
  UM,
  PAD,
  AMMAG,
  AMMAGEXT,
  /** For blinding a node id, not a cipher (BOLT 4, "Route Blinding"). */
  BLINDED_NODE_ID;

  private static final Bytes ZERO_NONCE = Bytes.zeros(12);

  private final Bytes label =
      Bytes.wrap(name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));

  /** The key, 32 bytes. */
  Bytes derive(Bytes secret) {
    return Hash.hmacSha256(label, secret);
  }

  /**
   * The data XOR the pseudo-random byte stream of this key (BOLT 4, "Pseudo Random Byte Stream").
   */
  Bytes xor(Bytes secret, Bytes data) {
    return ChaCha20.xor(derive(secret), ZERO_NONCE, data);
  }

  /** The pseudo-random byte stream of this key. */
  Bytes stream(Bytes secret, int size) {
    return ChaCha20.stream(derive(secret), size);
  }
}
