package org.boltj.onion;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.TlvRecord;

/**
 * The payload that the origin node has for one hop of a payment (BOLT 4, "Payload format"). Whether
 * amounts and expiries match the HTLC is decided by the reader's rules, not here.
 */
public sealed interface HopPayload {
  /** Custom records start at this type (BOLT 1 leaves types from here on to applications). */
  long FIRST_CUSTOM_TYPE = 65536;

  /** The TLV type of the preimage in a spontaneous payment (bLIP 3). */
  long KEYSEND_TYPE = 5482373484L;

  /**
   * Reads a payload; what is wrong with it comes back as {@link Invalid}.
   *
   * @param isFinal whether the onion ends here, as {@link PeeledOnion} tells
   * @param understood even custom types of the application; other even types make a payload invalid
   */
  static HopPayload decode(Bytes payload, boolean isFinal, Set<Long> understood) {
    try {
      return HopPayloadDecoder.decode(payload, isFinal, understood);
    } catch (PayloadFields.Fault e) {
      return new Invalid(e.failure(), String.valueOf(e.getMessage()));
    }
  }

  /** As above, with no custom types understood but odd ones. */
  static HopPayload decode(Bytes payload, boolean isFinal) {
    return decode(payload, isFinal, Set.of());
  }

  /** For a node between origin and final node. */
  record Forward(
      MilliSatoshi amtToForward, CltvExpiry outgoingCltvValue, ShortChannelId shortChannelId)
      implements HopPayload {
    /** The TLV stream, without its length. */
    public Bytes encode() {
      return HopPayloadEncoder.encode(this);
    }
  }

  /**
   * For the final node.
   *
   * @param customRecords types from 65536 on, without keysend, in order of type
   */
  record Final(
      MilliSatoshi amtToForward,
      CltvExpiry outgoingCltvValue,
      Optional<PaymentData> paymentData,
      Optional<Bytes> paymentMetadata,
      Optional<PaymentPreimage> keysendPreimage,
      List<TlvRecord> customRecords)
      implements HopPayload {
    public Final {
      customRecords = List.copyOf(customRecords);
    }

    /** What a payer of an invoice sends. */
    public static Final of(
        MilliSatoshi amtToForward,
        CltvExpiry outgoingCltvValue,
        PaymentData paymentData,
        Optional<Bytes> paymentMetadata) {
      return new Final(
          amtToForward,
          outgoingCltvValue,
          Optional.of(paymentData),
          paymentMetadata,
          Optional.empty(),
          List.of());
    }

    /** total_msat, which is amt_to_forward where it is not given. */
    public MilliSatoshi totalMsat() {
      return paymentData.map(PaymentData::totalMsat).orElse(amtToForward);
    }

    /** The TLV stream, without its length. */
    public Bytes encode() {
      return HopPayloadEncoder.encode(this);
    }
  }

  /**
   * For a node inside a blinded path that forwards.
   *
   * @param currentPathKey only for the first node of the path
   */
  record BlindedForward(Bytes encryptedRecipientData, Optional<PublicKey> currentPathKey)
      implements HopPayload {
    /** The TLV stream, without its length. */
    public Bytes encode() {
      return HopPayloadEncoder.encode(this);
    }
  }

  /** For the last node of a blinded path. */
  record BlindedFinal(
      MilliSatoshi amtToForward,
      CltvExpiry outgoingCltvValue,
      MilliSatoshi totalAmountMsat,
      Bytes encryptedRecipientData,
      Optional<PublicKey> currentPathKey)
      implements HopPayload {
    /** The TLV stream, without its length. */
    public Bytes encode() {
      return HopPayloadEncoder.encode(this);
    }
  }

  /** Not a payload; {@code failure} is for the origin node, {@code reason} for our log. */
  record Invalid(FailureMessage.InvalidOnionPayload failure, String reason) implements HopPayload {}
}
