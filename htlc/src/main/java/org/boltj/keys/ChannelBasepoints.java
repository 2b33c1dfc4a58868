package org.boltj.keys;

import java.util.stream.Stream;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Secp256k1;

/**
 * The public keys that one side names in {@code open_channel} or {@code accept_channel} (BOLT 2).
 */
public record ChannelBasepoints(
    PublicKey fundingPubkey,
    PublicKey revocationBasepoint,
    PublicKey paymentBasepoint,
    PublicKey delayedPaymentBasepoint,
    PublicKey htlcBasepoint) {

  /** Whether all five lie on the curve; from the wire they may not. */
  public boolean isValid() {
    return Stream.of(
            fundingPubkey,
            revocationBasepoint,
            paymentBasepoint,
            delayedPaymentBasepoint,
            htlcBasepoint)
        .allMatch(Secp256k1.get()::isValid);
  }
}
