package org.boltj.transport;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.crypto.Secp256k1;

/** Gives a fresh private key for each handshake, from the system's source of randomness. */
final class EphemeralKeys implements Supplier<PrivateKey> {
  private final SecureRandom random = new SecureRandom();

  @Override
  public PrivateKey get() {
    while (true) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      PrivateKey candidate = new PrivateKey(Bytes.wrap(key));
      if (Secp256k1.get().isValid(candidate)) {
        return candidate;
      }
    }
  }
}
