package org.boltj.crypto;

import org.boltj.base.Signature;

/** An ECDSA signature with its recovery id, 0 to 3. */
public record RecoverableSignature(Signature signature, int recoveryId) {
  public RecoverableSignature {
    if (recoveryId < 0 || recoveryId > 3) {
      throw new IllegalArgumentException("recovery id must be 0 to 3: " + recoveryId);
    }
  }
}
