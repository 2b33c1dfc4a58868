package org.boltj.crypto;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;

/** Finds the recovery id of a signature by trying, as the providers' signers do not tell it. */
final class Recovery {
  private Recovery() {}

  static RecoverableSignature withId(
      Secp256k1 curve, Signature signature, Bytes hash, PublicKey signer) {
    for (int id = 0; id < 4; id++) {
      RecoverableSignature candidate = new RecoverableSignature(signature, id);
      if (curve.recover(candidate, hash).equals(Optional.of(signer))) {
        return candidate;
      }
    }
    throw new IllegalStateException("a signature of our own does not lead back to " + signer);
  }
}
