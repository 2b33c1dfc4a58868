package org.boltj.updates;

import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.onion.SharedSecret;

/** On whose behalf this node offered an HTLC: what to do when it is settled. */
public sealed interface HtlcOrigin {

  /**
   * A payment of this node.
   *
   * @param part number of the part within the payment, from 0
   */
  record Local(PaymentId paymentId, int part) implements HtlcOrigin {}

  /**
   * Forwarded for a peer.
   *
   * @param channelId where the HTLC came in
   * @param htlcId its id there
   * @param amountIn its amount there (msat)
   * @param expiryIn its cltv_expiry there
   * @param sharedSecret of its onion; encrypts a failure on its way back, after a restart too
   * @param receivedAtMillis when it came in, for the hold time told to its origin (BOLT 4)
   */
  record Forwarded(
      ChannelId channelId,
      long htlcId,
      MilliSatoshi amountIn,
      CltvExpiry expiryIn,
      SharedSecret sharedSecret,
      long receivedAtMillis)
      implements HtlcOrigin {}
}
