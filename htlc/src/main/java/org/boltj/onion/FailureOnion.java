package org.boltj.onion;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;

/**
 * The way of a failure back to the origin node, at the node that fails an HTLC and at those that
 * pass it on (BOLT 4, "Returning Errors"). The origin's side is {@link FailureReader}.
 */
public final class FailureOnion {
  /**
   * failure_len and pad_len together are at least this, in bytes, so that the length tells nothing.
   */
  private static final int MESSAGE_SIZE = 256;

  private FailureOnion() {}

  /** The reason of the node that fails the HTLC, without attribution_data. */
  public static Bytes create(SharedSecret secret, FailureMessage failure) {
    return wrap(secret, returnPacket(secret, failure.encode()));
  }

  /** The reason of a node that passes a failure on, without attribution_data. */
  public static Bytes wrap(SharedSecret secret, Bytes reason) {
    return KeyType.AMMAG.xor(secret.value(), reason);
  }

  /** The failure of the node that fails the HTLC, with attribution_data. */
  public static ReturnedFailure create(
      SharedSecret secret, FailureMessage failure, HoldTime holdTime) {
    return create(secret, failure.encode(), holdTime);
  }

  /** As above, with a failuremsg that is encoded already and may have TLVs of its own behind it. */
  public static ReturnedFailure create(SharedSecret secret, Bytes failuremsg, HoldTime holdTime) {
    return wrap(secret, ReturnedFailure.unattributed(returnPacket(secret, failuremsg)), holdTime);
  }

  /**
   * The failure of a node that passes one on; attribution_data starts here when the downstream peer
   * sent none.
   */
  public static ReturnedFailure wrap(
      SharedSecret secret, ReturnedFailure downstream, HoldTime holdTime) {
    AttributionData attribution =
        downstream
            .attributionData()
            .orElse(AttributionData.ZEROS)
            .prepended(secret, holdTime, downstream.reason())
            .xor(secret);
    return new ReturnedFailure(wrap(secret, downstream.reason()), Optional.of(attribution));
  }

  /** hmac, failuremsg and pad, not yet encrypted. */
  static Bytes returnPacket(SharedSecret secret, Bytes failuremsg) {
    return returnPacket(secret, failuremsg, Math.max(0, MESSAGE_SIZE - failuremsg.size()));
  }

  static Bytes returnPacket(SharedSecret secret, Bytes failuremsg, int padSize) {
    Bytes message = new WireWriter().bytes16(failuremsg).bytes16(Bytes.zeros(padSize)).toBytes();
    return Bytes.concat(Hash.hmacSha256(KeyType.UM.derive(secret.value()), message), message);
  }
}
