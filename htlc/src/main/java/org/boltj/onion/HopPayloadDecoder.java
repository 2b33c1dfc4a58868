package org.boltj.onion;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvRecord;
import org.boltj.codec.WireReader;
import org.boltj.crypto.Secp256k1;

/** Reads a {@link HopPayload} (BOLT 4, "Payload format", requirements of the reader). */
final class HopPayloadDecoder {
  static final long AMT_TO_FORWARD = 2;
  static final long OUTGOING_CLTV_VALUE = 4;
  static final long SHORT_CHANNEL_ID = 6;
  static final long PAYMENT_DATA = 8;
  static final long ENCRYPTED_RECIPIENT_DATA = 10;
  static final long CURRENT_PATH_KEY = 12;
  static final long PAYMENT_METADATA = 16;
  static final long TOTAL_AMOUNT_MSAT = 18;

  private static final Set<Long> KNOWN =
      Set.of(
          AMT_TO_FORWARD,
          OUTGOING_CLTV_VALUE,
          SHORT_CHANNEL_ID,
          PAYMENT_DATA,
          ENCRYPTED_RECIPIENT_DATA,
          CURRENT_PATH_KEY,
          PAYMENT_METADATA,
          TOTAL_AMOUNT_MSAT,
          HopPayload.KEYSEND_TYPE);

  private static final Set<Long> BLINDED_FORWARD =
      Set.of(ENCRYPTED_RECIPIENT_DATA, CURRENT_PATH_KEY);

  private static final Set<Long> BLINDED_FINAL =
      Set.of(
          AMT_TO_FORWARD,
          OUTGOING_CLTV_VALUE,
          ENCRYPTED_RECIPIENT_DATA,
          CURRENT_PATH_KEY,
          TOTAL_AMOUNT_MSAT);

  private HopPayloadDecoder() {}

  static HopPayload decode(Bytes payload, boolean isFinal, Set<Long> understood)
      throws PayloadFields.Fault {
    PayloadFields fields =
        new PayloadFields(payload, type -> KNOWN.contains(type) || understood.contains(type));
    Optional<Bytes> encrypted = fields.optional(ENCRYPTED_RECIPIENT_DATA, WireReader::rest);
    if (encrypted.isPresent()) {
      return isFinal
          ? blindedFinal(fields, encrypted.get())
          : blindedForward(fields, encrypted.get());
    }
    if (fields.has(CURRENT_PATH_KEY)) {
      throw new PayloadFields.Fault(CURRENT_PATH_KEY, 0, "without encrypted_recipient_data");
    }
    return isFinal ? last(fields) : forward(fields);
  }

  private static HopPayload forward(PayloadFields fields) throws PayloadFields.Fault {
    return new HopPayload.Forward(
        fields.required(AMT_TO_FORWARD, PayloadFields::amount),
        fields.required(OUTGOING_CLTV_VALUE, PayloadFields::expiry),
        fields.required(SHORT_CHANNEL_ID, WireReader::shortChannelId));
  }

  private static HopPayload last(PayloadFields fields) throws PayloadFields.Fault {
    List<TlvRecord> custom =
        fields.from(HopPayload.FIRST_CUSTOM_TYPE).stream()
            .filter(record -> record.type() != HopPayload.KEYSEND_TYPE)
            .toList();
    return new HopPayload.Final(
        fields.required(AMT_TO_FORWARD, PayloadFields::amount),
        fields.required(OUTGOING_CLTV_VALUE, PayloadFields::expiry),
        fields.optional(PAYMENT_DATA, HopPayloadDecoder::paymentData),
        fields.optional(PAYMENT_METADATA, WireReader::rest),
        fields.optional(HopPayload.KEYSEND_TYPE, in -> new PaymentPreimage(in.bytes(32))),
        custom);
  }

  private static HopPayload blindedForward(PayloadFields fields, Bytes encrypted)
      throws PayloadFields.Fault {
    fields.requireOnly(BLINDED_FORWARD);
    return new HopPayload.BlindedForward(encrypted, pathKey(fields));
  }

  private static HopPayload blindedFinal(PayloadFields fields, Bytes encrypted)
      throws PayloadFields.Fault {
    fields.requireOnly(BLINDED_FINAL);
    return new HopPayload.BlindedFinal(
        fields.required(AMT_TO_FORWARD, PayloadFields::amount),
        fields.required(OUTGOING_CLTV_VALUE, PayloadFields::expiry),
        fields.required(TOTAL_AMOUNT_MSAT, PayloadFields::amount),
        encrypted,
        pathKey(fields));
  }

  private static Optional<PublicKey> pathKey(PayloadFields fields) throws PayloadFields.Fault {
    return fields.optional(CURRENT_PATH_KEY, HopPayloadDecoder::point);
  }

  private static PublicKey point(WireReader in) throws DecodeException {
    PublicKey point = in.point();
    if (!Secp256k1.get().isValid(point)) {
      throw new DecodeException("not on the curve: " + point);
    }
    return point;
  }

  private static PaymentData paymentData(WireReader in) throws DecodeException {
    return new PaymentData(new PaymentSecret(in.bytes(32)), PayloadFields.amount(in));
  }
}
