package org.boltj.invoice;

import java.util.Arrays;
import java.util.Locale;
import org.boltj.base.Bytes;
import org.boltj.invoice.InvoiceException.Problem;

/**
 * Bech32 of BIP 173 without its limit of 90 characters, which BOLT 11 lifts and libraries for
 * addresses enforce.
 */
final class Bech32 {
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_SIZE = 6;

  /** The checked text in its two parts: lower case, and 5-bit values without the checksum. */
  record Parts(String humanReadablePart, Bytes data) {}

  private Bech32() {}

  static Parts decode(String text) throws InvoiceException {
    String lower = lowerCase(text);
    int separator = lower.lastIndexOf('1');
    if (separator < 0) {
      throw notBech32("there is no separator 1");
    }
    if (separator == 0) {
      throw notBech32("there is nothing before the separator 1");
    }
    if (lower.length() - separator - 1 < CHECKSUM_SIZE) {
      throw notBech32("there is no checksum of 6 characters behind the separator 1");
    }
    String humanReadablePart = lower.substring(0, separator);
    byte[] values = new byte[lower.length() - separator - 1];
    for (int i = 0; i < values.length; i++) {
      char c = lower.charAt(separator + 1 + i);
      values[i] = (byte) CHARSET.indexOf(c);
      if (values[i] < 0) {
        throw notBech32("character '" + c + "' at " + (separator + 1 + i));
      }
    }
    if (polymod(expanded(humanReadablePart), values) != 1) {
      throw new InvoiceException(Problem.WRONG_CHECKSUM, "the checksum is wrong");
    }
    return new Parts(humanReadablePart, Bytes.wrap(values).slice(0, values.length - CHECKSUM_SIZE));
  }

  private static String lowerCase(String text) throws InvoiceException {
    boolean hasLower = false;
    boolean hasUpper = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 33 || c > 126) {
        throw notBech32("character U+" + Integer.toHexString(c) + " at " + i);
      }
      hasLower |= c >= 'a' && c <= 'z';
      hasUpper |= c >= 'A' && c <= 'Z';
    }
    if (hasLower && hasUpper) {
      throw notBech32("upper and lower case are mixed");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  static String encode(String humanReadablePart, byte[] data) {
    byte[] values = Arrays.copyOf(data, data.length + CHECKSUM_SIZE);
    int checksum = polymod(expanded(humanReadablePart), values) ^ 1;
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      values[data.length + i] = (byte) ((checksum >>> (5 * (CHECKSUM_SIZE - 1 - i))) & 31);
    }
    StringBuilder text = new StringBuilder(humanReadablePart).append('1');
    for (byte value : values) {
      text.append(CHARSET.charAt(value));
    }
    return text.toString();
  }

  private static byte[] expanded(String humanReadablePart) {
    int size = humanReadablePart.length();
    byte[] values = new byte[2 * size + 1];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) (humanReadablePart.charAt(i) >> 5);
      values[size + 1 + i] = (byte) (humanReadablePart.charAt(i) & 31);
    }
    return values;
  }

  private static int polymod(byte[] prefix, byte[] values) {
    int checksum = 1;
    for (byte value : prefix) {
      checksum = step(checksum, value);
    }
    for (byte value : values) {
      checksum = step(checksum, value);
    }
    return checksum;
  }

  private static int step(int checksum, byte value) {
    int top = checksum >>> 25;
    int next = (checksum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >>> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  private static InvoiceException notBech32(String message) {
    return new InvoiceException(Problem.NOT_BECH32, "not bech32: " + message);
  }
}
