package org.boltj.onion;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.codec.TlvRecord;
import org.boltj.codec.TlvStream;
import org.boltj.codec.WireWriter;

/** Writes a {@link HopPayload} as its TLV stream. */
final class HopPayloadEncoder {
  private HopPayloadEncoder() {}

  static Bytes encode(HopPayload.Forward payload) {
    TlvStream.Builder tlvs = amounts(payload.amtToForward(), payload.outgoingCltvValue());
    tlvs.put(
        HopPayloadDecoder.SHORT_CHANNEL_ID,
        new WireWriter().shortChannelId(payload.shortChannelId()).toBytes());
    return bytes(tlvs);
  }

  static Bytes encode(HopPayload.Final payload) {
    TlvStream.Builder tlvs = amounts(payload.amtToForward(), payload.outgoingCltvValue());
    tlvs.put(HopPayloadDecoder.PAYMENT_DATA, payload.paymentData().map(HopPayloadEncoder::encode));
    tlvs.put(HopPayloadDecoder.PAYMENT_METADATA, payload.paymentMetadata());
    tlvs.put(HopPayload.KEYSEND_TYPE, payload.keysendPreimage().map(p -> p.value()));
    for (TlvRecord custom : payload.customRecords()) {
      tlvs.put(custom.type(), custom.value());
    }
    return bytes(tlvs);
  }

  static Bytes encode(HopPayload.BlindedForward payload) {
    return bytes(
        blinded(TlvStream.builder(), payload.encryptedRecipientData(), payload.currentPathKey()));
  }

  static Bytes encode(HopPayload.BlindedFinal payload) {
    TlvStream.Builder tlvs = amounts(payload.amtToForward(), payload.outgoingCltvValue());
    tlvs.put(HopPayloadDecoder.TOTAL_AMOUNT_MSAT, tu(payload.totalAmountMsat().msat()));
    return bytes(blinded(tlvs, payload.encryptedRecipientData(), payload.currentPathKey()));
  }

  private static TlvStream.Builder amounts(MilliSatoshi amount, CltvExpiry expiry) {
    return TlvStream.builder()
        .put(HopPayloadDecoder.AMT_TO_FORWARD, tu(amount.msat()))
        .put(HopPayloadDecoder.OUTGOING_CLTV_VALUE, tu(expiry.height()));
  }

  private static TlvStream.Builder blinded(
      TlvStream.Builder tlvs, Bytes encryptedRecipientData, Optional<PublicKey> currentPathKey) {
    return tlvs.put(HopPayloadDecoder.ENCRYPTED_RECIPIENT_DATA, encryptedRecipientData)
        .put(HopPayloadDecoder.CURRENT_PATH_KEY, currentPathKey.map(PublicKey::value));
  }

  private static Bytes encode(PaymentData data) {
    return new WireWriter()
        .bytes(data.paymentSecret().value())
        .tu(data.totalMsat().msat())
        .toBytes();
  }

  private static Bytes tu(long value) {
    return new WireWriter().tu(value).toBytes();
  }

  private static Bytes bytes(TlvStream.Builder tlvs) {
    return new WireWriter().tlvs(tlvs.build()).toBytes();
  }
}
