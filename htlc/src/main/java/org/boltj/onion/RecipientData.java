package org.boltj.onion;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;

/**
 * encrypted_data_tlv: what the recipient tells one node of its blinded path (BOLT 4, "Inside
 * encrypted_recipient_data").
 *
 * @param pathId only for the recipient itself: shows that the path is used as it was meant
 * @param nextPathKeyOverride where another path was appended to this one
 */
public record RecipientData(
    Optional<ShortChannelId> shortChannelId,
    Optional<PublicKey> nextNodeId,
    Optional<Bytes> pathId,
    Optional<PublicKey> nextPathKeyOverride,
    Optional<PaymentRelay> paymentRelay,
    Optional<PaymentConstraints> paymentConstraints,
    Optional<Features> allowedFeatures) {
  public static final RecipientData EMPTY =
      new RecipientData(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What a node takes for forwarding; fees in msat and millionths below 2^32. */
  public record PaymentRelay(
      CltvExpiryDelta cltvExpiryDelta, long feeProportionalMillionths, MilliSatoshi feeBaseMsat) {}

  /** Which HTLCs a node may forward on this path. */
  public record PaymentConstraints(CltvExpiry maxCltvExpiry, MilliSatoshi htlcMinimumMsat) {}

  /** Reads the TLV stream; odd unknown types are dropped, even ones refused. */
  public static RecipientData decode(Bytes wire) throws DecodeException {
    return RecipientDataCodec.decode(wire);
  }

  /** The TLV stream without padding. */
  public Bytes encode() {
    return RecipientDataCodec.encode(this, Optional.empty());
  }

  /** The TLV stream with that many bytes of padding inside its padding field, which adds 2 to 4. */
  public Bytes encode(int padding) {
    return RecipientDataCodec.encode(this, Optional.of(Bytes.zeros(padding)));
  }
}
