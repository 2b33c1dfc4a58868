package org.boltj.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/** Fields that occur in several messages of this package. */
final class Fields {
  /** BOLT 1: the channel_id that stands for all channels. */
  static final ChannelId ALL_CHANNELS = new ChannelId(Bytes.zeros(32));

  /** BOLT 4: 20 hold times of 4 bytes and 210 truncated authentication codes of 4 bytes. */
  static final int ATTRIBUTION_DATA_SIZE = 20 * 4 + 210 * 4;

  private Fields() {}

  /** s64 satoshis of which the absolute value is at most 21 million bitcoin. */
  static long signedSat(WireReader in) throws DecodeException {
    long sat = in.u64();
    if (sat > Satoshi.MAX_MONEY.sat() || sat < -Satoshi.MAX_MONEY.sat()) {
      throw new DecodeException(sat + " sat is more than 21 million bitcoin");
    }
    return sat;
  }

  /** A two-byte count, then that many signatures. */
  static List<Signature> signatures(WireReader in) throws DecodeException {
    int count = in.u16();
    List<Signature> signatures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signatures.add(in.signature());
    }
    return signatures;
  }

  static void writeSignatures(WireWriter out, List<Signature> signatures) {
    out.u16(signatures.size());
    signatures.forEach(out::signature);
  }

  /** A two-byte count, then that many serialized witnesses with their two-byte lengths. */
  static List<Bytes> witnesses(WireReader in) throws DecodeException {
    int count = in.u16();
    List<Bytes> witnesses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      witnesses.add(in.bytes16());
    }
    return witnesses;
  }

  static void writeWitnesses(WireWriter out, List<Bytes> witnesses) {
    out.u16(witnesses.size());
    witnesses.forEach(out::bytes16);
  }

  static Features features(WireReader in) throws DecodeException {
    return Features.decode(in.rest());
  }

  static void writeFeatures(WireWriter out, Features features) {
    out.bytes(features.encode());
  }

  static Bytes attributionData(WireReader in) throws DecodeException {
    return in.bytes(ATTRIBUTION_DATA_SIZE);
  }

  static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(US_ASCII));
  }

  /** For logs: bytes that are not printable ASCII become question marks (BOLT 1, error). */
  static String printable(Bytes data) {
    StringBuilder text = new StringBuilder(data.size());
    for (int i = 0; i < data.size(); i++) {
      int character = data.unsigned(i);
      text.append(character >= 32 && character <= 126 ? (char) character : '?');
    }
    return text.toString();
  }
}
