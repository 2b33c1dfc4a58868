package org.boltj.commitment;

import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;

/** Which of our channel keys signs the spend of an output, and what it is derived with. */
public sealed interface SpendKey {
  /** The delayed payment key of our commitment with that per-commitment point. */
  record Delayed(PublicKey perCommitmentPoint) implements SpendKey {}

  /** The payment basepoint itself: it spends to_remote of the peer's commitments. */
  record Payment() implements SpendKey {}

  /** Our htlc key in the commitment of the peer with that per-commitment point. */
  record Htlc(PublicKey perCommitmentPoint) implements SpendKey {}

  /** The revocation key of the peer's commitment that this secret revoked. */
  record Revocation(PrivateKey perCommitmentSecret) implements SpendKey {}

  /** The funding key: it spends our anchors. */
  record Funding() implements SpendKey {}

  /** None: anyone can spend. */
  record None() implements SpendKey {}
}
