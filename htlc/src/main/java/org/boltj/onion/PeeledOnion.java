package org.boltj.onion;

import org.boltj.base.Bytes;

/** What a node finds when it removes its layer of an onion (BOLT 4, "Onion Decryption"). */
public sealed interface PeeledOnion {
  /** We are not the last node: {@code nextPacket} is for the node that the payload names. */
  record Forward(Bytes payload, OnionPacket nextPacket, SharedSecret sharedSecret)
      implements PeeledOnion {}

  /** The onion ends here. */
  record Final(Bytes payload, SharedSecret sharedSecret) implements PeeledOnion {}

  /**
   * The HMAC was right, but the payload's length is not possible. The origin node did that, and is
   * told by a returned failure as for any bad payload.
   */
  record BadPayload(String reason, SharedSecret sharedSecret) implements PeeledOnion {
    /** Names no TLV type, as there is none to blame. */
    public FailureMessage failure() {
      return new FailureMessage.InvalidOnionPayload(0, 0);
    }
  }

  /**
   * The layer cannot be removed, so there is no secret to encrypt a failure with: the peer is told
   * by update_fail_malformed_htlc (BOLT 2).
   */
  sealed interface Malformed extends PeeledOnion {
    /** failure_code and sha256_of_onion for the peer. */
    FailureMessage.BadOnion failure();
  }

  /** The version is not 0. */
  record BadVersion(int version, Bytes sha256OfOnion) implements Malformed {
    @Override
    public FailureMessage.BadOnion failure() {
      return new FailureMessage.InvalidOnionVersion(sha256OfOnion);
    }
  }

  /** The packet was changed on its way, belongs to another HTLC, or was made for another node. */
  record BadHmac(Bytes sha256OfOnion) implements Malformed {
    @Override
    public FailureMessage.BadOnion failure() {
      return new FailureMessage.InvalidOnionHmac(sha256OfOnion);
    }
  }

  /** The ephemeral key is not a point of the curve. */
  record BadKey(Bytes sha256OfOnion) implements Malformed {
    @Override
    public FailureMessage.BadOnion failure() {
      return new FailureMessage.InvalidOnionKey(sha256OfOnion);
    }
  }
}
