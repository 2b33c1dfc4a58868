package org.boltj.gossip.snapshot;

import java.util.HexFormat;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * Values out of text. All throw IllegalArgumentException whose message says what was expected; who
 * calls knows where the text stands.
 */
final class FieldText {
  static final long MAX_32_BITS = 0xffffffffL;
  private static final String MSAT = "msat";

  private FieldText() {}

  /** A whole number from {@code least} to {@code most}. */
  static long number(String text, long least, long most) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number: " + shown(text), e);
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          value + " is not between " + least + " and " + most + " (both allowed)");
    }
    return value;
  }

  /** An amount that bounds HTLCs; 64 bits, and what is more than all money counts as that. */
  static MilliSatoshi bound(String text) {
    String digits = text.endsWith(MSAT) ? text.substring(0, text.length() - MSAT.length()) : text;
    try {
      long value = Long.parseUnsignedLong(digits);
      return value < 0 || value > MilliSatoshi.MAX_MONEY.msat()
          ? MilliSatoshi.MAX_MONEY
          : MilliSatoshi.of(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an amount in msat: " + shown(text), e);
    }
  }

  /** A node id; whether it is on the curve is not looked at. */
  static PublicKey nodeId(String text) {
    try {
      return PublicKey.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a compressed public key of 66 hexadecimal digits: " + shown(text), e);
    }
  }

  /** Features as on the wire, in hexadecimal. */
  static Features features(String text) {
    try {
      return Features.decode(Bytes.wrap(HexFormat.of().parseHex(text)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not features in hexadecimal: " + shown(text), e);
    }
  }

  /** A short channel id, either as {@code 539268x845x1} or as one number. */
  static ShortChannelId shortChannelId(String text) {
    try {
      return text.indexOf('x') >= 0
          ? ShortChannelId.parse(text)
          : new ShortChannelId(Long.parseUnsignedLong(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a short channel id: " + shown(text), e);
    }
  }

  private static String shown(String text) {
    return text.isEmpty()
        ? "nothing"
        : "'" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "'";
  }
}
